import { houseRules, offencesToday } from './house/rules.js';

/** Prints where the code breaks the rules of the house: `npx tsx scripts/house.ts`. `test/house` holds them. */
let broken = 0;
for (const held of houseRules) {
  const offences = offencesToday(held);
  broken += offences.length;
  process.stdout.write(`${offences.length === 0 ? 'ok ' : 'NOT'} ${held.rule.name}\n`);
  for (const offence of offences) process.stdout.write(`      ${offence}\n`);
}
process.exitCode = broken === 0 ? 0 : 1;
