/** A client, or a way to run agents, is recorded in no run of its own. */
export const isRecordedSystem = (preset: string): boolean => !/^(client|runtime)-/.test(preset);
