import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CLAIMS, claimsDocs } from './claims.js';
import { generatedFiles, path } from './generated.js';

/** Renews what is made from declarations or by the tool itself: `npm run generate`. A test says when it is due. */
for (const [file, content] of [...generatedFiles(), [CLAIMS, claimsDocs()] as const]) {
  mkdirSync(dirname(path(file)), { recursive: true });
  writeFileSync(path(file), content);
}
