/** The simulator held against evidence: closed forms, recorded runs of real frameworks, and published results. */
export { validateClosedForms } from './closed-forms.js';
export { type ClosedFormEffort, DEFAULT_EFFORT } from './effort.js';
export { frameworkFaultRows, NOT_EXPRESSIBLE } from './framework-faults.js';
export { LAW_EFFORT, validateLaws } from './laws/rows.js';
export type { PresetFile } from './preset.js';
export { type PublishedEffort, validatePublished } from './published.js';
export type { ScenarioFile } from './published-files.js';
export { isFailure, isNews, isPublished, type PublishedRow } from './published-row.js';
export { type NotCovered, type TwinResult, validateRecorded } from './recorded.js';
export { type Recording, type RecordingResult, readRecording } from './recording.js';
export type { Row } from './row.js';
export { shapeOfPlan, sizesOf } from './sizes.js';
