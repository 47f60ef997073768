/** The pattern that every other one is also compared with. */
export const BASELINE = 'single-agent';
