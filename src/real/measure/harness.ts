import { AsyncLocalStorage } from 'node:async_hooks';
import type { MockProvider, RealRun } from '../provider.js';
import { type BlockedConnection, ConnectionGuard } from '../time/guard.js';
import { MOCK_ORIGIN, RequestInterceptor } from '../time/intercept.js';
import { SeededRandom } from '../time/random.js';
import { Deadlock, VirtualTime } from '../time/virtual.js';

/** What an application is given: it does the task and returns its answer. */
export interface ApplicationInput {
  /** The text of the task; what stands in it travels through the application. */
  readonly task: string;
  readonly replication: number;
  /** Aborted where the application is stuck, so that it can clean up. */
  readonly signal: AbortSignal;
}

/** An application under measurement: ordinary code that calls models through a client. */
export type Application = (input: ApplicationInput) => Promise<string | undefined> | string | undefined;

/** One replication of an application, as it was recorded. */
export interface MeasuredRun {
  readonly run: RealRun;
  /** The text that it returned; undefined where it failed. */
  readonly answer: string | undefined;
  /** The error that it ended with. */
  readonly failed: string | undefined;
}

/** Virtual seconds after its answer in which what an application left behind may come to an end. */
const AFTERMATH_SECONDS = 3600;

/** The longest backoff that is waited for then, in virtual seconds. */
const BACKOFF_SECONDS = 60;

/** Timers without a call between them after which nothing more is expected then. */
const AFTERMATH_TIMERS = 20;

/** The environment that every client is told. Keys are dummies: no request leaves the process. */
export function environmentFor(origin: string, replication: number): Record<string, string> {
  const base = `${origin}/r/${replication}`;
  return {
    OPENAI_BASE_URL: `${base}/v1`,
    OPENAI_API_BASE: `${base}/v1`,
    OPENAI_API_KEY: 'rehearsal',
    ANTHROPIC_BASE_URL: base,
    ANTHROPIC_API_KEY: 'rehearsal',
  };
}

/**
 * Runs an application in this process, replication by replication, in virtual time, against a mock provider. Timers, dates,
 * random numbers, connections and the console of the process are replaced from `open` to `close`.
 */
export class Harness {
  private readonly time = new VirtualTime();
  private readonly random = new SeededRandom();
  private readonly guard = new ConnectionGuard();
  private readonly interceptor: RequestInterceptor;
  private readonly running = new AsyncLocalStorage<number>();
  private provider: MockProvider | null = null;
  private replication = 0;
  private underWay = 0;
  private readonly restores: (() => void)[] = [];

  constructor(
    private readonly seed: string,
    /** Whether what the application writes to the console is shown. */
    private readonly isVerbose = false,
  ) {
    this.interceptor = new RequestInterceptor(
      (request) => this.handle(request),
      this.guard,
      (url) => this.addressOf(url),
    );
  }

  /** The clock that the provider has to go by. */
  get clock(): VirtualTime {
    return this.time;
  }

  /** What was kept on this machine, by name. */
  blocked(): BlockedConnection[] {
    return this.guard.blocked();
  }

  /** Before the application is loaded, so that it meets the replaced timers and the environment. */
  install(provider: MockProvider): void {
    this.provider = provider;
    const before = { ...process.env };
    this.restores.push(() => {
      for (const name of Object.keys(environmentFor('', 0))) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    });
    this.setEnvironment(0);
    this.random.begin(`${this.seed} loading`);
    this.random.install();
    this.guard.install();
    this.interceptor.install();
    if (!this.isVerbose) this.restores.push(silenceConsole());
    this.restores.push(ignoreRejections());
    this.time.install();
  }

  uninstall(): void {
    this.time.uninstall();
    this.interceptor.uninstall();
    this.guard.uninstall();
    this.random.uninstall();
    for (const restore of this.restores.splice(0).reverse()) restore();
  }

  /** One replication, from its task to its answer, and until nothing of it is under way any more. */
  async measure(application: Application, replication: number): Promise<MeasuredRun> {
    const provider = this.provider!;
    this.replication = replication;
    this.setEnvironment(replication);
    this.random.begin(`${this.seed} ${replication}`);
    this.time.begin();
    provider.reset(replication);
    const controller = new AbortController();
    const input = { task: provider.task, replication, signal: controller.signal };
    const { answer, failed } = await this.running.run(replication, () => this.answerOf(application, input));
    provider.answer(replication, answer, failed);
    await this.aftermath();
    controller.abort();
    return { run: provider.run(replication), answer, failed };
  }

  private async answerOf(
    application: Application,
    input: ApplicationInput,
  ): Promise<{ readonly answer: string | undefined; readonly failed: string | undefined }> {
    try {
      const answer = await this.time.until(Promise.resolve().then(() => application(input)));
      if (typeof answer === 'string' || answer === undefined) return { answer, failed: undefined };
      return { answer: undefined, failed: `The application returned ${kindOf(answer)} in place of a text.` };
    } catch (error) {
      if (error instanceof Deadlock) throw error;
      return { answer: undefined, failed: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Branches that nobody waits for any more go on, with their retries, and are paid. */
  private async aftermath(): Promise<void> {
    const end = this.time.now() + AFTERMATH_SECONDS;
    const isOpen = (): boolean => this.underWay > 0 || this.time.isDueWithin(BACKOFF_SECONDS);
    await this.time.passWhile(() => isOpen() && this.time.now() < end, AFTERMATH_TIMERS);
  }

  /** The replication is told by who asks, not by the address: clients keep the address that they were made with. */
  private addressOf({ origin, pathname, search }: URL): string {
    const replication = this.running.getStore() ?? this.replication;
    return `${origin}/r/${replication}${pathname.replace(/^\/r\/\d+/, '')}${search}`;
  }

  private async handle(request: Request): Promise<Response> {
    this.time.stir();
    this.underWay++;
    try {
      return await this.provider!.handle(request);
    } finally {
      this.underWay--;
      this.time.stir();
    }
  }

  private setEnvironment(replication: number): void {
    Object.assign(process.env, environmentFor(MOCK_ORIGIN, replication));
  }
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;

function silenceConsole(): () => void {
  const names = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
  const originals = names.map((name) => [name, console[name]] as const);
  for (const name of names) console[name] = () => undefined;
  return () => {
    for (const [name, original] of originals) console[name] = original;
  };
}

/** A branch that fails after its siblings did is no fault of this process. */
function ignoreRejections(): () => void {
  const ignore = (): void => undefined;
  process.on('unhandledRejection', ignore);
  return () => {
    process.off('unhandledRejection', ignore);
  };
}
