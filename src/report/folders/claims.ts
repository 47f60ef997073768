import type { Rehearsed } from '../../claims/bench.js';
import type { Examined } from '../../claims/examine.js';
import { textWith } from '../../scenario/load.js';
import { type ClaimsProvenance, claimsDocument } from '../documents/claims.js';
import { documentFiles } from '../documents/document-files.js';
import { claimRunsCsv, claimsCsv, flipsCsv, measurementsCsv, statementsCsv } from '../tables/claims-report.js';
import { TOOL } from './manifest.js';

export interface ClaimsFolder extends ClaimsProvenance {
  readonly version: string;
}

/** Every file of the folder of claims by its path in it; a folder a claim. The same input gives the same bytes. */
export async function claimsFolderFiles(all: readonly Examined[], made: ClaimsFolder): Promise<Map<string, string>> {
  const files = new Map([
    ['manifest.json', manifest(all, made)],
    ['claims.csv', claimsCsv(all)],
    ['statements.csv', statementsCsv(all)],
    ['measurements.csv', measurementsCsv(all)],
    ['flips.csv', flipsCsv(all)],
    ...(await documentFiles(claimsDocument(all, made))),
  ]);
  for (const one of all) {
    files.set(`${one.claim.id}/runs.csv`, claimRunsCsv(one));
    for (const [name, text] of scenarioFiles(one)) files.set(`${one.claim.id}/${name}`, text);
  }
  return files;
}

/** Scenarios as run: `scenario.yaml` where there is one, else one named after each setting. */
function scenarioFiles({ places }: Examined): [string, string][] {
  if (places.length === 1) return [['scenario.yaml', asRun(places[0]!.rehearsed)]];
  return places.map(({ name, rehearsed }, i) => {
    const number = String(i + 1).padStart(2, '0');
    return [`${number}-${slug(name)}.yaml`, asRun(rehearsed)];
  });
}

const asRun = ({ site }: Rehearsed): string => textWith(site.text, site.set);

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');
}

function manifest(all: readonly Examined[], { version, seed, runs, command }: ClaimsFolder): string {
  const content = {
    tool: TOOL,
    version,
    seed,
    replications: { usual: runs },
    command,
    claims: all.map(({ claim }) => claim.id),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
