import { channels } from './01-channels.js';
import { tokenTax } from './02-token-tax.js';
import { listener } from './03-listener.js';
import { race } from './04-race.js';
import { rushHour } from './05-rush-hour.js';
import { whoMustNotFail } from './06-who-must-not-fail.js';
import { fullDesk } from './07-full-desk.js';
import { restart } from './08-restart.js';
import { slowEditor } from './09-slow-editor.js';
import { twice } from './10-twice.js';
import { silence } from './11-silence.js';
import { gate } from './12-gate.js';
import { scatter } from './13-scatter.js';
import { fiveHeads } from './14-five-heads.js';
import { secondLook } from './15-second-look.js';
import { criticalPath } from './16-critical-path.js';
import { decisionTree } from './17-decision-tree.js';
import { oneAgent } from './18-one-agent.js';
import type { LessonDeclaration } from './lesson.js';

/** Every lesson there is, in the order in which they are taught. The only list. */
export const lessons: readonly LessonDeclaration[] = [
  channels,
  tokenTax,
  listener,
  race,
  rushHour,
  whoMustNotFail,
  fullDesk,
  restart,
  slowEditor,
  twice,
  silence,
  gate,
  scatter,
  fiveHeads,
  secondLook,
  criticalPath,
  decisionTree,
  oneAgent,
];
