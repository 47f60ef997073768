import type { Story } from '../../sim/record/story.js';
import type {
  Answer,
  Knob,
  Opened,
  PatternPair,
  PlayedLuck,
  Refused,
  Request,
  Setting,
  StudyPicture,
  StudyWish,
} from './protocol.js';

/** A worker, as the port needs it. */
export interface Wire {
  readonly post: (request: Request) => void;
  readonly listen: (hear: (answer: Answer) => void) => void;
}

/** What the worker refuses, with every problem. */
export class RefusedByEngine extends Error {
  constructor(readonly problems: readonly Refused[]) {
    super(problems.map(({ message }) => message).join(' '));
    this.name = 'RefusedByEngine';
  }
}

interface StudyAsked {
  readonly wish: StudyWish & Setting;
  readonly see: (picture: StudyPicture) => void;
  readonly refuse: (problems: readonly Refused[]) => void;
}

type Unnumbered<R> = R extends Request ? Omit<R, 'id'> : never;

/**
 * The page's end of the wire. One study is in flight at a time: a newer wish waits until the first picture of the running one
 * has come, then takes its place. So a drag is drawn as it goes, and the last wish is always carried out.
 */
export class Port {
  private next = 1;
  private readonly open = new Map<number, (answer: Answer) => void>();
  private running: { readonly id: number; hasPicture: boolean } | null = null;
  private waiting: StudyAsked | null = null;

  constructor(private readonly wire: Wire) {
    wire.listen((answer) => this.open.get(answer.id)?.(answer));
  }

  /** @throws RefusedByEngine */
  opened(setting: Setting): Promise<Opened> {
    return this.once({ kind: 'open', ...setting }, (answer) => (answer.kind === 'opened' ? answer.opened : null));
  }

  /** @throws RefusedByEngine */
  story(setting: Setting, pattern: string, luck: PlayedLuck): Promise<Story> {
    const pick = (answer: Answer): Story | null => (answer.kind === 'story' ? answer.story : null);
    return this.once({ kind: 'story', ...setting, pattern, luck }, pick);
  }

  /** The next luck with which the two end differently. @throws RefusedByEngine */
  found(
    setting: Setting,
    patterns: PatternPair['patterns'],
    luck: PlayedLuck,
  ): Promise<{ replication: number | null; looked: number }> {
    return this.once({ kind: 'find', ...setting, patterns, luck }, (answer) =>
      answer.kind === 'found' ? answer : null,
    );
  }

  /** Paths of knobs that change nothing. @throws RefusedByEngine */
  effects(setting: Setting, patterns: PatternPair['patterns'], knobs: readonly Knob[]): Promise<readonly string[]> {
    const pick = (answer: Answer): readonly string[] | null => (answer.kind === 'effects' ? answer.idle : null);
    return this.once({ kind: 'effects', ...setting, patterns, knobs }, pick);
  }

  /** The stories in a file. @throws RefusedByEngine */
  stories(json: string): Promise<readonly Story[]> {
    return this.once({ kind: 'read', json }, (answer) => (answer.kind === 'read' ? answer.stories : null));
  }

  study(asked: StudyAsked): void {
    this.waiting = asked;
    if (this.running === null || this.running.hasPicture) this.begin();
  }

  private begin(): void {
    const asked = this.waiting;
    if (this.running !== null) this.forget(this.running.id);
    this.running = null;
    this.waiting = null;
    if (asked === null) return;
    const running = { id: this.next++, hasPicture: false };
    this.running = running;
    this.open.set(running.id, (answer) => {
      if (answer.kind === 'refused') asked.refuse(answer.problems);
      else if (answer.kind === 'partial') asked.see(answer.picture);
      running.hasPicture = true;
      const isOver = answer.kind === 'refused' || (answer.kind === 'partial' && answer.picture.isLast);
      if (this.waiting !== null) this.begin();
      else if (isOver) {
        this.open.delete(running.id);
        this.running = null;
      }
    });
    const { wish } = asked;
    this.wire.post({ kind: 'study', id: running.id, ...wish });
  }

  private forget(id: number): void {
    this.open.delete(id);
    this.wire.post({ kind: 'stop', id });
  }

  private once<T>(request: Unnumbered<Request>, pick: (answer: Answer) => T | null): Promise<T> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.open.set(id, (answer) => {
        this.open.delete(id);
        if (answer.kind === 'refused') reject(new RefusedByEngine(answer.problems));
        const picked = pick(answer);
        if (picked !== null) resolve(picked);
      });
      this.wire.post({ ...request, id });
    });
  }
}
