import { batch, computed, signal } from '@preact/signals';
import type { Story } from '../../sim/record/story.js';
import type { StageAddress } from '../address.js';
import { type Port, RefusedByEngine } from '../engine/port.js';
import type { Knob, Opened, Refused, ScenarioSource, Setting, StudyPicture } from '../engine/protocol.js';
import { unpack } from '../packing.js';
import { type Clock, clockOf, stopBeside } from '../scene/clock.js';
import { type Scene, sceneAt } from '../scene/scene.js';

/** What of an address changes without a step in the history of the browser. */
const FLOWING: readonly (keyof StageAddress)[] = ['position', 'set'];

/** Replications of a study where the address says nothing. */
const USUAL_TASKS = 1000;
const FEWEST = 20;

export interface StageOptions {
  /** Seconds of playing at most. */
  readonly most: number;
  /** Told of each change of the address; `isChoice`: worth a step in the history. */
  readonly moved: (address: StageAddress, isChoice: boolean) => void;
  readonly isStill: () => boolean;
  /** Whether many tasks are rehearsed, too; default: yes. */
  readonly studies?: boolean;
}

/** The reader wants no motion. */
export const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Everything that the stage shows: what is asked of the engine, and what came of it. */
export class StageModel {
  readonly address = signal<StageAddress>(null!);
  readonly opened = signal<Opened | null>(null);
  readonly stories = signal<readonly Story[]>([]);
  readonly position = signal(0);
  readonly isPlaying = signal(false);
  readonly speed = signal(1);
  readonly picture = signal<StudyPicture | null>(null);
  /** Paths of knobs that change nothing; null: not known yet. */
  readonly idle = signal<ReadonlySet<string> | null>(null);
  readonly problems = signal<readonly Refused[]>([]);
  readonly looking = signal('');
  /** Stories from a file are shown as they are: there is no scenario to turn knobs of. */
  readonly isRecorded = signal(false);

  readonly clock = computed<Clock>(() => clockOf(this.stories.value, this.options.most));
  readonly scenes = computed<readonly Scene[]>(() =>
    this.stories.value.map((story) => sceneAt(story, this.clock.value, this.position.value)),
  );

  private source: ScenarioSource | null = null;
  private sourceKey = '';
  private isTelling = false;
  private isToTell = false;
  /** Where the run that is told last begins. */
  private tellFrom = 0;
  private frame = 0;

  constructor(
    readonly port: Port,
    address: StageAddress,
    private readonly options: StageOptions,
  ) {
    this.address.value = address;
  }

  /** Shows what an address says. */
  async show(address: StageAddress): Promise<void> {
    this.address.value = address;
    this.isRecorded.value = false;
    try {
      await this.open();
      this.study();
      await this.tell(address.position);
    } catch (error) {
      this.refuse(error);
    }
  }

  /** The scenario, and patterns where the address names none. */
  private async open(): Promise<void> {
    const { scenario, packed } = this.address.value;
    const key = `${scenario} ${packed}`;
    if (this.source === null || key !== this.sourceKey) {
      this.source = await sourceOf(this.address.value);
      this.sourceKey = key;
      this.idle.value = null;
      this.picture.value = null;
    }
    const opened = await this.port.opened({ source: this.source, set: [] });
    batch(() => {
      this.opened.value = opened;
      this.problems.value = [];
      this.address.value = withPatterns(this.address.value, opened);
    });
  }

  get setting(): Setting {
    return { source: this.source ?? { builtIn: 'article' }, set: this.address.value.set };
  }

  get pair(): readonly [string, string] {
    const { a, b } = this.address.value;
    return [a ?? '', b ?? ''];
  }

  get runs(): number {
    const tasks = this.opened.value?.tasks ?? 1;
    return this.address.value.runs ?? (tasks === 1 ? USUAL_TASKS : FEWEST);
  }

  /** Whose distribution is drawn. */
  get measure(): string {
    return this.address.value.measure ?? 'latency';
  }

  /** Changes what is shown; what is no choice flows, such as a slider that is dragged. */
  change(patch: Partial<StageAddress>): void {
    const isChoice = Object.keys(patch).some((key) => !FLOWING.some((one) => one === key));
    this.address.value = { ...this.address.value, ...patch };
    this.options.moved(this.address.value, isChoice);
    if ('scenario' in patch || 'packed' in patch) {
      void this.show(this.address.value);
      return;
    }
    this.study();
    const isOfRun = Object.keys(patch).some((key) => ['a', 'b', 'seed', 'replication', 'task', 'set'].includes(key));
    if (isOfRun) void this.tell('set' in patch ? this.position.value : 0).catch((error: unknown) => this.refuse(error));
  }

  private study(): void {
    if (this.options.studies === false) return;
    const { seed } = this.address.value;
    const measures = [...new Set([this.measure, this.opened.value?.objective ?? 'correct'])];
    this.port.study({
      wish: { ...this.setting, patterns: this.pair, seed, measures, until: this.runs },
      see: (picture) => {
        this.picture.value = picture;
        if (picture.isLast && this.idle.value === null) void this.findIdle();
      },
      refuse: (problems) => {
        this.problems.value = problems;
      },
    });
  }

  private async findIdle(): Promise<void> {
    const knobs: readonly Knob[] = this.opened.value?.knobs ?? [];
    this.idle.value = new Set();
    const idle = await this.port.effects({ ...this.setting, set: [] }, this.pair, knobs).catch(() => []);
    this.idle.value = new Set(idle);
  }

  /** Plays the run anew; while one is told, the latest wish waits. */
  private async tell(position: number): Promise<void> {
    this.tellFrom = position;
    this.isToTell = this.isTelling;
    if (this.isTelling) return;
    this.isTelling = true;
    try {
      const { seed, replication, task } = this.address.value;
      const luck = { seed, replication, task };
      const told = await Promise.all(this.pair.map((pattern) => this.port.story(this.setting, pattern, luck)));
      batch(() => {
        this.stories.value = told;
        this.seek(this.tellFrom);
        this.problems.value = [];
      });
    } finally {
      this.isTelling = false;
    }
    if (this.isToTell) await this.tell(this.tellFrom);
  }

  /** Runs from a file. @throws RefusedByEngine */
  async showFile(json: string): Promise<void> {
    try {
      const stories = await this.port.stories(json);
      batch(() => {
        this.pause();
        this.stories.value = stories;
        this.isRecorded.value = true;
        this.problems.value = [];
        this.seek(0);
      });
    } catch (error) {
      this.refuse(error);
    }
  }

  async findLuck(): Promise<void> {
    this.looking.value = 'Looking for a replication in which the two end differently …';
    const { seed, replication, task } = this.address.value;
    const found = await this.port.found(this.setting, this.pair, { seed, replication, task });
    if (found.replication === null) {
      this.looking.value = `In the next ${found.looked} replications the two end alike.`;
      return;
    }
    this.looking.value = `In replication ${found.replication} the two end differently.`;
    this.change({ replication: found.replication });
  }

  refuse(error: unknown): void {
    if (!(error instanceof RefusedByEngine)) throw error;
    this.problems.value = error.problems;
  }

  seek(position: number): void {
    this.position.value = Math.min(Math.max(0, position), this.clock.value.length);
  }

  /** Moves to a place, and writes it into the address. */
  seekTo(position: number): void {
    this.pause();
    this.seek(position);
    this.keepPlace();
  }

  step(direction: 1 | -1): void {
    this.seekTo(stopBeside(this.clock.value, this.position.value, direction));
  }

  toggle(): void {
    if (this.isPlaying.value) this.pause();
    else this.play();
  }

  play(): void {
    if (this.position.value >= this.clock.value.length) this.seek(0);
    this.isPlaying.value = true;
    let last = performance.now();
    const next = (now: number): void => {
      const isStill = this.options.isStill();
      // Without motion it goes from stop to stop.
      if (isStill && now - last < 1000 / this.speed.value) {
        this.frame = requestAnimationFrame(next);
        return;
      }
      const to = isStill
        ? stopBeside(this.clock.value, this.position.value, 1)
        : this.position.value + (Math.min(now - last, 100) / 1000) * this.speed.value;
      last = now;
      this.seek(to);
      if (this.position.value >= this.clock.value.length) this.pause();
      else this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  pause(): void {
    cancelAnimationFrame(this.frame);
    if (this.isPlaying.value) this.keepPlace();
    this.isPlaying.value = false;
  }

  private keepPlace(): void {
    const position = Number(this.position.value.toFixed(2));
    this.address.value = { ...this.address.value, position };
    this.options.moved(this.address.value, false);
  }
}

async function sourceOf({ scenario, packed }: StageAddress): Promise<ScenarioSource> {
  if (packed === null) return { builtIn: scenario ?? 'article' };
  const text = await unpack(packed);
  if (text !== null) return { text };
  const next = 'Ask for the link again, or paste the scenario.';
  throw new RefusedByEngine([{ message: 'The scenario in the link is damaged.', next, place: null }]);
}

/** Two patterns that fit: those of the address, else pipeline and choreography, else the first two. */
function withPatterns(address: StageAddress, { patterns }: Opened): StageAddress {
  const names = patterns.map(({ name }) => name);
  const preferred = [
    ...['pipeline', 'choreography', 'workflow', 'supervisor'].filter((name) => names.includes(name)),
    ...names,
  ];
  const a = address.a ?? preferred.find((name) => name !== address.b) ?? '';
  const b = address.b ?? preferred.find((name) => name !== a) ?? a;
  return { ...address, a, b };
}
