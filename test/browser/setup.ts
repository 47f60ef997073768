import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The path of the browser that pages are tested in. */
    chromium: string;
  }
}

/** Unpacks the browser once, before any test: two at the same time would write over each other. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await chromiumPath());
}

/**
 * The browser that comes as a package, else the system's own.
 * @throws Error where there is neither: a page that was not looked at has not passed.
 */
async function chromiumPath(): Promise<string> {
  // Unpacks the shared libraries that it needs, as on a bare machine.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } catch (error) {
    const own = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
      existsSync(path),
    );
    if (own !== undefined) return own;
    throw new Error('There is no browser to test pages in. Run npm ci, or install chromium.', { cause: error });
  }
}
