/** The simulator held against evidence: closed forms, and recorded runs of real frameworks. */
export { validateClosedForms } from './closed-forms.js';
export { type ClosedFormEffort, DEFAULT_EFFORT } from './effort.js';
export { type NotCovered, type RecordedResult, validateRecorded } from './recorded.js';
export { type Recording, type RecordingResult, readRecording } from './recording.js';
export type { Row } from './row.js';
export { shapeOfPlan, sizesOf } from './sizes.js';
