import type { WorkingHoursSpec } from '../../scenario/people.js';

const DAY = 86_400;
const WEEK = 7 * DAY;

/** When people work. Times in seconds after the beginning of the run, which lies at `begins` seconds after Monday 0:00. */
export class WorkingHours {
  /** Share of all time. */
  readonly share: number;
  private readonly perWeek: number;

  constructor(
    private readonly spec: WorkingHoursSpec | null,
    private readonly begins: number,
  ) {
    this.perWeek = spec === null ? WEEK : spec.days.length * (spec.to - spec.from);
    this.share = this.perWeek / WEEK;
  }

  /** When so many seconds of work are done that are begun at `from`; work of no length needs open doors too. */
  after(from: number, seconds: number): number {
    if (this.spec === null) return from + seconds;
    // Every week holds the same working time, wherever it begins.
    const weeks = Math.max(0, Math.ceil(seconds / this.perWeek) - 1);
    let left = seconds - weeks * this.perWeek;
    let time = from + weeks * WEEK;
    for (;;) {
      const [opens, closes] = this.nextDay(time);
      time = Math.max(time, opens);
      if (left <= closes - time) return time + left;
      left -= closes - time;
      time = closes;
    }
  }

  /** The working day that goes on at `time`, or the next one. */
  private nextDay(time: number): readonly [opens: number, closes: number] {
    const { days, from, to } = this.spec!;
    const today = Math.floor((this.begins + time) / DAY);
    for (let day = today; ; day++) {
      const start = day * DAY - this.begins;
      if (days.includes(((day % 7) + 7) % 7) && time < start + to) return [start + from, start + to];
    }
  }
}
