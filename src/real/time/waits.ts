/** A wait until a moment, in milliseconds. */
export interface DueWait {
  readonly at: number;
  readonly nth: number;
  readonly resolve: () => void;
}

/** Waits in the order of their moments; of equal ones the first that began comes first. There are few at a time. */
export class DueWaits {
  private all: DueWait[] = [];
  private nth = 0;

  add(at: number, resolve: () => void): DueWait {
    const wait = { at, nth: this.nth++, resolve };
    this.all.push(wait);
    return wait;
  }

  first(): DueWait | undefined {
    return this.all.reduce<DueWait | undefined>((a, b) => (a === undefined || comesBefore(b, a) ? b : a), undefined);
  }

  /** It is over: its moment has come, or nobody needs it any more. */
  end(wait: DueWait): void {
    const at = this.all.indexOf(wait);
    if (at < 0) return;
    this.all.splice(at, 1);
    wait.resolve();
  }

  clear(): void {
    this.all = [];
    this.nth = 0;
  }
}

const comesBefore = (a: DueWait, b: DueWait): boolean => a.at < b.at || (a.at === b.at && a.nth < b.nth);
