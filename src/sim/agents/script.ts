/** A choice that is laid down beforehand, so that a run can be held against one that was recorded. */
export interface ScriptedChoice {
  /** The step that comes next, by name; chosen as ever where none is given. */
  readonly step?: string;
  readonly progress?: boolean;
}
