import { test } from 'vitest';
import { patterns } from '../../../src/patterns/index.js';
import { constant, plainAgent, plainScenario, plainStep, planFor, type Options } from '../../../src/experiment/validate/plain.js';
import { shapeOfPlan, sizesOf } from '../../../src/experiment/validate/sizes.js';
import { measureNamed } from '../../../src/measures/index.js';
import { World } from '../../../src/sim/world.js';
const A = { prompt: 400, output: constant(200), nameTokens: 2 };
const graphs: Record<string, Record<string, string[]>> = {
  one: { a: [] }, two: { a: [], b: [] }, chain: { a: [], b: ['a'], c: ['b'] }, indep: { a: [], b: [], c: [], d: [] },
  diamond: { a: [], b: ['a'], c: ['a'], d: ['b', 'c'] }, article: { s: [], f: ['s'], c: ['f'], t: ['s'] }, transitive: { a: [], b: ['a'], c: ['a', 'b'] },
  reversed: { c: ['b'], b: ['a'], a: [] }, twoTails: { a: [], b: ['a'], c: ['a'] }, joins3: { a: [], b: ['a'], c: [], d: ['b','c'] },
};
const opts: Record<string, Options[]> = { pipeline: [{}, {context:'outputs',header:9},{context:'all',layout:'joined'},{cycles:2},{context:'all',cycles:2},{skip:true}], 'fan-out-fan-in': [{}, {plan:true},{gather:'messages'}], supervisor: [{}, {handoffMessages:false}, {handoffMessages:false,handoff:0,handback:0},{namesAll:true},{history:'full'}], choreography: [{}, {payload:'accumulated'}] };
test('x', () => {
  const out: string[] = [];
  for (const shared of [false, true]) for (const [g, steps] of Object.entries(graphs)) for (const named of [false, true]) {
    const names = Object.keys(steps);
    const roleOf = (n: string) => shared && n === 'c' ? 'a' : n;
    const scenario = plainScenario({ brief: { tokens: 800 }, agents: [...new Set(names.map(roleOf))].map(n => plainAgent(n, A)), steps: names.map(n => plainStep(n, roleOf(n), { after: steps[n]! })), coordinator: { prompt: 350, output: constant(200), nameTokens: 2 }, generalist: { prompt: 450, nameTokens: 2 }, provider: { framing: { call: 3, message: 4, named } } });
    for (const p of patterns) for (const o of opts[p.name] ?? [{}]) {
      try {
      const plan = planFor(scenario, p.name, o);
      const shape = shapeOfPlan(scenario, plan), z = sizesOf(scenario);
      const options = Object.fromEntries(Object.entries(p.options as Record<string, {initial: unknown}>).map(([n, v]) => [n, o[n] ?? v.initial])) as never;
      const r = new World(scenario, plan, 7).run(0);
      const bad: string[] = [];
      for (const id of ['calls','edges','edgesPossible','messages','criticalPathCalls','inputTokens'] as const) {
        const e = id === 'inputTokens' ? p.expects.inputTokens(shape, z, options) : p.expects[id](shape, options);
        const got = measureNamed(id)!.read(r, null);
        if (e !== got) bad.push(`${id} formula ${e} run ${got}`);
      }
      const ed = measureNamed('edges')!.read(r,null), po = measureNamed('edgesPossible')!.read(r,null); if (ed > po) bad.push(`edges ${ed} > possible ${po}`);
      if (bad.length) out.push(`${g}${shared?' shared':''}${named ? ' named' : ''} ${p.name} ${JSON.stringify(o)}: ${bad.join('; ')}`);
      } catch (e) { out.push(`${g} ${p.name} threw ${String(e)}`); }
    }
  }
  console.log(out.join('\n'));
}, 200000);
