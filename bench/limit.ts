import type { Distribution, Scenario } from '../src/scenario/scenario.js';
import { effectiveError, retention } from '../src/sim/agents/model.js';
import { quantile } from '../src/sim/luck/distributions.js';
import { Luck, Purpose } from '../src/sim/luck/luck.js';
import { type LeafStep, layOut } from '../src/sim/team/work-layout.js';

/**
 * The pipeline of `article` as one loop with the same draws: no processes, no events, no records, one task at a time. It is
 * the limit that a simulator of this model could reach, and what the real one is held against.
 */

type Agent = Scenario['agents'][number];

interface Stage {
  readonly leaf: LeafStep;
  readonly agent: Agent;
  /** Tokens of a call beside the content. */
  readonly fixed: number;
}

/** Draws of the nth attempt lie so far apart. */
const ATTEMPT = 16;

export class ArticleLimit {
  /** Of the last replication: seconds, NaN where it failed; false claims delivered; calls made. */
  latency = 0;
  escaped = 0;
  calls = 0;
  private now = 0;
  private input = 0;
  private readonly luck: Luck;
  private readonly stages: readonly Stage[];
  private readonly briefKeys: readonly number[];
  // Claims of the artifact at hand, then those of the next one: key, falsehood, stages that passed it on.
  private keys = new Int32Array(64);
  private falsehood = new Uint8Array(64);
  private passed = new Int32Array(64);
  private length = 0;

  constructor(
    private readonly scenario: Scenario,
    key: number,
  ) {
    this.luck = new Luck(key);
    const layout = layOut(scenario);
    const { framing } = scenario.provider;
    this.briefKeys = layout.briefKeys;
    this.stages = layout.order.map((index) => {
      const leaf = layout.leaves[index]!;
      const agent = scenario.agents.find(({ role }) => role === leaf.spec.role)!;
      return { leaf, agent, fixed: framing.call + framing.message + agent.prompt };
    });
  }

  run(replication: number): void {
    const { stages, luck } = this;
    const { framing } = this.scenario.provider;
    luck.replication = replication;
    this.now = 0;
    this.calls = 0;
    this.readBrief();
    let tokens = this.scenario.task.brief.tokens + framing.message;
    for (let s = 0; s < stages.length; s++) {
      const { leaf, agent, fixed } = stages[s]!;
      const { probability } = leaf.spec;
      const isNeeded = probability === 1 || luck.uniform(Purpose.needed, 0, leaf.address, 0) < probability;
      const output = this.call(stages[s]!, fixed + tokens);
      if (output < 0) {
        this.latency = Number.NaN;
        this.escaped = Number.NaN;
        return;
      }
      this.conclude(stages[s]!, s, isNeeded);
      tokens = output + framing.message + (framing.named ? agent.nameTokens + 1 : 0);
    }
    this.latency = this.now;
    this.escaped = 0;
    for (let i = 0; i < this.length; i++) this.escaped += this.falsehood[i]!;
  }

  private readBrief(): void {
    const { falseClaims } = this.scenario.task.brief;
    this.length = 0;
    for (const key of this.briefKeys) this.add(key, this.length < falseClaims ? 1 : 0, 0);
  }

  /** Calls until one succeeds; its output tokens, or -1 after the last attempt. */
  private call({ leaf, agent }: Stage, input: number): number {
    const { timeout, retry } = this.scenario.policies;
    const { model } = agent;
    const { luck } = this;
    this.input = input;
    for (let attempt = 0; ; attempt++) {
      this.calls++;
      const at = attempt * ATTEMPT;
      const output = Math.max(1, Math.max(0, Math.round(this.draw(agent.output, Purpose.output, leaf, at))));
      let duration = this.draw(model.ttft, Purpose.ttft, leaf, at);
      const rate = this.draw(model.outputRate, Purpose.outputRate, leaf, at);
      duration = duration + input / model.inputRate + output / rate;
      let isOk = true;
      if (agent.hang > 0 && luck.uniform(Purpose.hang, 0, leaf.address, at) < agent.hang) {
        duration = Number.POSITIVE_INFINITY;
      } else if (agent.failure > 0 && luck.uniform(Purpose.failure, 0, leaf.address, at) < agent.failure) {
        duration *= luck.uniform(Purpose.failurePoint, 0, leaf.address, at);
        isOk = false;
      }
      const left = this.now + timeout - this.now;
      this.now += Math.min(duration, left);
      if (isOk && duration <= left) return output;
      if (attempt + 1 >= retry.attempts) return -1;
      const { base, factor, jitter } = retry.backoff;
      this.now +=
        base * factor ** attempt * (1 + jitter * (2 * luck.uniform(Purpose.backoff, 0, leaf.address, at) - 1));
    }
  }

  /** What the stage reads, passes on and makes up. */
  private conclude({ leaf, agent }: Stage, stage: number, isNeeded: boolean): void {
    const { luck } = this;
    const { address } = leaf;
    const kept = retention(agent.model, this.input);
    const checks = leaf.spec.checks && isNeeded;
    const detection = 1 - effectiveError(1 - agent.detection, kept);
    const hallucination = effectiveError(agent.hallucination, kept);
    let accepted = 0;
    for (let i = 0; i < this.length; i++) {
      if (this.falsehood[i] === 1) {
        let rejection = checks ? detection : 1 - agent.credulity;
        if (agent.deference > 0) rejection *= (1 - agent.deference) ** bitsOf(this.passed[i]!);
        if (luck.uniform(Purpose.accept, 0, address, this.keys[i]!) < rejection) continue;
      } else if (checks && luck.uniform(Purpose.falseAlarm, 0, address, this.keys[i]!) < agent.falseAlarm) continue;
      this.move(i, accepted++);
    }
    // New claims rest on what was accepted, whether or not that is carried on: so they are made first, and stand behind it.
    this.length = accepted;
    if (isNeeded) for (const key of leaf.keys) this.originate(key, address, accepted, hallucination);
    const carry = isNeeded ? leaf.spec.carry : 1;
    let next = 0;
    for (let i = 0; i < this.length; i++) {
      if (i < accepted) {
        if (carry < 1 && luck.uniform(Purpose.carry, 0, address, this.keys[i]!) >= carry) continue;
        this.passed[i]! |= 1 << stage;
      }
      this.move(i, next++);
    }
    this.length = next;
  }

  private originate(key: number, address: number, accepted: number, hallucination: number): void {
    const { luck } = this;
    let isFalse = 0;
    if (accepted > 0) isFalse = this.falsehood[Math.floor(luck.uniform(Purpose.basis, 0, address, key) * accepted)]!;
    if (isFalse === 0 && luck.uniform(Purpose.hallucinate, 0, address, key) < hallucination) isFalse = 1;
    this.add(key, isFalse, 0);
  }

  private draw(d: Distribution, purpose: Purpose, leaf: LeafStep, at: number): number {
    return d.kind === 'constant' ? d.value : quantile(d, this.luck.uniform(purpose, 0, leaf.address, at));
  }

  private add(key: number, isFalse: number, passed: number): void {
    const i = this.length++;
    this.keys[i] = key;
    this.falsehood[i] = isFalse;
    this.passed[i] = passed;
  }

  private move(from: number, to: number): void {
    this.keys[to] = this.keys[from]!;
    this.falsehood[to] = this.falsehood[from]!;
    this.passed[to] = this.passed[from]!;
  }
}

function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
