import type { MockProvider, MockProviderOptions } from './mock-provider.js';
import { ScenarioProvider } from './scenario-provider.js';

export type * from './mock-provider.js';

/** A mock provider with the simulator's own luck, rules and records. */
export const mockProvider = (options: MockProviderOptions): MockProvider => new ScenarioProvider(options);
