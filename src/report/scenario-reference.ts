import * as z from 'zod';
import { tokenCounts } from '../scenario/schema/distributions.js';
import { inWords } from '../scenario/schema/key.js';
import { type DeclaredKey, declaredKeys } from '../scenario/schema/keys.js';
import { inside } from '../scenario/schema/walk.js';

/** Every key of the scenario language as Markdown, made from their declarations. */
export function scenarioReference(): string {
  const tops = [...new Set(declaredKeys.map(({ path }) => path[0]!))];
  const lines = [
    '# Scenario reference',
    '',
    'Every key of a scenario file. Made from the declarations in `src/scenario` by `npm run generate`. Editors show the same',
    'text where the file starts with `# yaml-language-server: $schema=` and the path of `schema/scenario.schema.json`.',
    '',
    '- A path names a key from the top of the file, as `--set`, `sweep --vary`, `growth` and `decision.uncertain` take it.',
    '  `*` stands for a name that the file chooses: a step, a role, a model, a measure.',
    '- Durations are seconds, or carry a unit: `800ms`, `2s`, `5m`, `1h`, `7d`. Rates are per second, or carry a period:',
    '  `90/s`, `30/h`. Sizes are tokens, prices US dollars per million tokens, probabilities and shares 0 to 1 or in',
    '  per cent: `5 %`.',
    '- `vars: { made-up: 5 % }` names a value, and `$made-up` stands for it wherever a single value may stand. `--set',
    '  vars.made-up=8%`, `--vary`, `growth` and `decision.uncertain` reach all its places; an override of one place changes',
    '  that place only.',
    '- _Off_ is the value at which the key does nothing: nothing goes wrong by it, or nothing is done about what goes wrong.',
    '',
    '## Distributions',
    '',
    'Where a key takes a distribution, a number is a constant. Otherwise write one of:',
    '',
    ...distributionLines(),
    ...tops.flatMap(sectionOf),
  ];
  return `${lines.join('\n')}\n`;
}

function distributionLines(): string[] {
  const content = inside(tokenCounts.schema);
  if (content.kind !== 'keys') return [];
  return Object.entries(content.shape).map(([name, schema]) => {
    const inner = inside(schema);
    const keys = inner.kind === 'keys' ? `{ ${Object.keys(inner.shape).join(', ')} }` : '[ ... ]';
    const own = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
    return `- \`{ ${name}: ${keys} }\`: ${own.meta()?.description ?? ''}`;
  });
}

function sectionOf(top: string): string[] {
  const [first, ...rest] = declaredKeys.filter(({ path }) => path[0] === top);
  const heading = ['', `## ${top}`, '', `${first!.means}${suffixOf(first!)}.`];
  if (rest.length === 0) return heading;
  return [
    ...heading,
    '',
    '| Key | Meaning | Unit and range | Default | Off |',
    '| --- | --- | --- | --- | --- |',
    ...rest.map((key) => `| ${cellsOf(key).map(escaped).join(' | ')} |`),
  ];
}

function suffixOf({ range, ...key }: DeclaredKey): string {
  const parts = [range ?? '', defaultOf({ range, ...key })].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

function cellsOf(key: DeclaredKey): string[] {
  const off = 'off' in key ? `\`${key.off === null ? 'absent' : inWords(key.off)}\`` : '';
  return [`\`${key.path.slice(1).join('.')}\``, key.means, key.range ?? '', defaultOf(key), off];
}

function defaultOf({ isRequired, standard }: DeclaredKey): string {
  if (isRequired) return 'required';
  if (standard === undefined || standard === '') return '';
  const isValue = typeof standard !== 'string' || !standard.includes(' ');
  return isValue && standard !== 'none' ? `\`${inWords(standard)}\`` : inWords(standard);
}

const escaped = (text: string): string => text.replaceAll('|', '\\|');
