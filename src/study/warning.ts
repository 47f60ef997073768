/** A warning is data and ends with the next step. */
export interface StudyWarning {
  readonly message: string;
  readonly next: string;
}
