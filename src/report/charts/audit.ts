import { type Audit, type AuditTrial, effectOf, measureOfTrial } from '../../audit/result.js';
import { auditAnswer, auditColumns, DAMAGE_TEXTS, effectText, TRIAL_TEXTS } from '../words/audit-answer.js';
import { capitalised, counted } from '../words/format.js';
import { lines } from './missing.js';
import { bracket, type Chart, chart, FAINT, INK, pointedAt } from './theme.js';

const WIDTH = 250;
/** Seconds from which on hours are drawn. */
const MANY_SECONDS = 7200;
const CARRIES = '#0072B2';
const OTHER = '#7C93A5';

interface AuditPanel {
  readonly trial: AuditTrial;
  readonly measure: string;
}

/** Bars of what each step costs, a panel a trial, with intervals; those that carry most are dark. None where nothing costs. */
export function auditCharts(audit: Audit): Chart[] {
  const { runs, pattern, main, shares } = audit;
  const panels = auditColumns(audit).filter(({ trial, measure }) => measure === measureOfTrial(trial, audit.objective));
  if (panels.length === 0) return [];
  const share = shares.find(({ trial }) => trial === main);
  const dark = share === undefined || share.isAlike ? [] : share.most.parts;
  const subtitle = `Under ${pattern}, ${counted(runs, 'replication')} with the same random numbers. Lines: intervals that hold together at 95 %.${dark.length > 0 ? ` Dark: the fewest steps that carry four fifths of the first panel's damage.` : ''}`;
  const title = auditAnswer(audit)[0]!.split(` under ${pattern}`)[0]!.replace(/\.$/, '');
  const width = panels.length * (WIDTH + 30);
  const [heading, ...rest] = lines(title, width * 0.72);
  const spec = chart(heading!, [...rest, ...lines(subtitle, width)], describe(audit, panels), {
    hconcat: panels.map(({ trial, measure }, at) => panelOf(audit, { trial, measure }, dark, at === 0)),
    spacing: 26,
  });
  return [{ name: 'audit', spec }];
}

function panelOf({ parts }: Audit, { trial, measure }: AuditPanel, dark: readonly string[], isFirst: boolean): object {
  const most = Math.max(...parts.map((part) => effectOf(part, trial, measure)?.high ?? 0));
  const isHours = measure === 'latency' && most >= MANY_SECONDS;
  const factor = measure !== 'latency' ? 100 : isHours ? 1 / 3600 : 1;
  const found = parts.flatMap((part) => {
    const effect = effectOf(part, trial, measure);
    if (effect === null || Number.isNaN(effect.mean)) return [];
    const { mean, low, high } = effect;
    return {
      step: part.name,
      ...{ amount: mean * factor, low: low * factor, high: high * factor },
      colour: dark.includes(part.name) ? CARRIES : part.kind === 'coordinator' ? FAINT : OTHER,
      told: effectText(effect),
    };
  });
  const sort = parts.map(({ name }) => name);
  const y = {
    field: 'step',
    type: 'nominal',
    sort,
    scale: { domain: sort },
    title: null,
    axis: isFirst ? { ticks: false, domain: false, labelPadding: 8 } : null,
  };
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: measure !== 'latency' ? 'percentage points' : isHours ? 'hours' : 'seconds',
    axis: { tickCount: 4, grid: true },
  });
  const rows = { y };
  return {
    width: WIDTH,
    height: { step: 24 },
    title: {
      text: [`${capitalised(DAMAGE_TEXTS[measure]!)}`, `when ${TRIAL_TEXTS[trial]}`],
      fontSize: 12,
      anchor: 'start',
      frame: 'group',
      color: INK,
      fontWeight: 'normal',
      offset: 6,
    },
    layer: [
      {
        data: { values: found },
        mark: { type: 'bar', color: { expr: 'datum.colour' }, height: { band: 0.62 } },
        encoding: { ...rows, x: x('amount'), tooltip: pointedAt({ step: 'Step', told: 'Costs' }) },
      },
      bracket(
        found.filter(({ low, high }) => low < high),
        rows,
        x,
      ),
    ],
  };
}

function describe(audit: Audit, panels: readonly AuditPanel[]): string {
  const texts = panels.map(({ trial, measure }) => {
    const rows = audit.parts.map((part) => `${part.name} ${effectText(effectOf(part, trial, measure))}`);
    return `${capitalised(DAMAGE_TEXTS[measure]!)} when ${TRIAL_TEXTS[trial]}: ${rows.join('; ')}`;
  });
  return `Bars of what each of ${counted(audit.parts.length, 'part')} costs. ${auditAnswer(audit)[0]} ${texts.join('. ')}.`;
}
