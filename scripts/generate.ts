import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CLAIMS, claimsDocs } from './claims.js';
import { generatedFiles, path } from './generated.js';
import { ADVICE, adviceOf, VERDICTS, verdictsOf } from './verdicts.js';

/** Renews what is made from declarations or by the tool itself: `npm run generate`. A test says when it is due. */
const claims = claimsDocs();
const measured = [
  [CLAIMS, claims],
  [VERDICTS, verdictsOf(claims)],
  [ADVICE, adviceOf(verdictsOf(claims))],
] as const;
for (const [file, content] of [...generatedFiles(), ...measured]) {
  mkdirSync(dirname(path(file)), { recursive: true });
  writeFileSync(path(file), content);
}
