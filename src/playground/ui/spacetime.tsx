import type { JSX } from 'preact';
import { memo } from 'preact/compat';
import { whatOf } from '../scene/scene.js';
import type { Spacetime, SpacetimeArrow, SpacetimeBar } from '../scene/spacetime.js';
import { Sign } from './icons.js';

interface SpacetimeProps {
  readonly diagram: Spacetime;
  /** Seconds over the whole width. */
  readonly seconds: number;
  /** Seconds of the run that have passed. */
  readonly time: number;
  readonly isFull: boolean;
}

/** Share of the width that time takes: the last arrow needs room for its head. */
const ROOM = 0.985;

/** Participants over time: what has passed; the rest is blank until it comes. */
export function SpacetimeChart({ diagram, seconds, time, isFull }: SpacetimeProps): JSX.Element {
  const share = Math.min(1, time / seconds) * ROOM;
  return (
    <div class="spacetime" style={{ '--lanes': String(diagram.lanes.length) }} aria-hidden="true">
      <div class="lane-names">
        {diagram.lanes.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div class="lane-room">
        <Passed
          diagram={diagram}
          seconds={seconds}
          ended={isFull ? Number.POSITIVE_INFINITY : endedBy(diagram, time)}
        />
        {!isFull && <div class="future" style={{ left: `${share * 100}%` }} />}
        <div class="now" style={{ left: `${share * 100}%` }} />
      </div>
    </div>
  );
}

interface PassedProps extends Pick<SpacetimeProps, 'diagram' | 'seconds'> {
  /** What comes of a call is not told before it has ended. */
  readonly ended: number;
}

/** The last end of a call so far: what is drawn changes with it alone. */
function endedBy({ bars }: Spacetime, time: number): number {
  let last = -1;
  for (const { to } of bars) if (to !== null && to <= time && to > last) last = to;
  return last;
}

/** Drawn anew only when a call ends; else only the curtain moves. */
const Passed = memo(function Passed({ diagram, seconds, ended }: PassedProps): JSX.Element {
  const { lanes, bars, arrows, writes } = diagram;
  const at = (moment: number): number => (moment / seconds) * 100 * ROOM;
  const middle = (lane: number): number => ((lane + 0.5) / lanes.length) * 100;
  return (
    <>
      {bars.map((bar) => (
        <Bar key={bar.call.call} bar={bar} at={at} top={middle(bar.lane)} seconds={seconds} ended={ended} />
      ))}
      {arrows.map((arrow, i) => (
        <Arrow key={i} arrow={arrow} at={at} middle={middle} />
      ))}
      {writes
        .filter(({ undid }) => undid > 0)
        .map(({ at: moment, by }) => (
          <span
            key={`${by} ${moment}`}
            class="undone"
            style={{ left: `${at(moment)}%`, top: `${middle(lanes.indexOf(by))}%` }}
          >
            <Sign name="undone" />
          </span>
        ))}
    </>
  );
});

interface BarProps {
  readonly bar: SpacetimeBar;
  readonly at: (moment: number) => number;
  readonly top: number;
  readonly seconds: number;
  readonly ended: number;
}

function Bar({ bar, at, top, seconds, ended }: BarProps): JSX.Element {
  const { from, sent, to, born, passedOn, retracted, call } = bar;
  const end = to ?? seconds;
  const isOver = to !== null && to <= ended;
  const isFalse = isOver && born + passedOn > 0;
  const look = [
    'bar',
    isFalse ? 'false' : '',
    to === null ? 'endless' : '',
    isOver && call.status !== 'ok' ? 'broken' : '',
  ];
  return (
    <>
      {sent > from && (
        <span class="wait" style={{ left: `${at(from)}%`, width: `${at(sent - from)}%`, top: `${top}%` }} />
      )}
      <span
        class={look.join(' ')}
        style={{ left: `${at(sent)}%`, width: `${at(end - sent)}%`, top: `${top}%` }}
        title={whatOf(call)}
      >
        {isOver && born > 0 && (
          <b class="born">
            <Sign name="false" />
            {born}
          </b>
        )}
        {isOver && retracted > 0 && (
          <b class="caught">
            <Sign name="good" />
            {retracted}
          </b>
        )}
      </span>
    </>
  );
}

interface ArrowProps {
  readonly arrow: SpacetimeArrow;
  readonly at: (moment: number) => number;
  readonly middle: (lane: number) => number;
}

/** A message takes no time to speak of on this scale, so that it is upright. */
function Arrow({ arrow, at, middle }: ArrowProps): JSX.Element | null {
  const { from, to, sentAt, arrivedAt, isFalse } = arrow;
  if (from === to) return null;
  const [top, bottom] = [middle(Math.min(from, to)), middle(Math.max(from, to))];
  const isDown = to > from;
  const look = ['arrow', isFalse ? 'false' : '', isDown ? 'down' : 'up', arrivedAt === null ? 'lost' : ''];
  const height = arrivedAt === null ? (bottom - top) / 2 : bottom - top;
  const begins = arrivedAt === null && !isDown ? bottom - height : top;
  return (
    <span
      class={look.join(' ')}
      style={{ left: `${at(arrivedAt ?? sentAt)}%`, top: `${begins}%`, height: `${height}%` }}
    />
  );
}
