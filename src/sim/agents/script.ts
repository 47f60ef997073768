/** Prescribed choices, so that a run can be compared with a recorded one. */
export interface ScriptedChoice {
  /** The next step by name; chosen as usual where none is given. */
  readonly step?: string;
  readonly progress?: boolean;
}
