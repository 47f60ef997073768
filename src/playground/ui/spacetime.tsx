import type { JSX } from 'preact';
import { memo } from 'preact/compat';
import { whatOf } from '../scene/scene.js';
import type { Spacetime, SpacetimeArrow, SpacetimeBar, SpacetimeBroadcast } from '../scene/spacetime.js';
import { Sign } from './icons.js';

interface SpacetimeProps {
  readonly diagram: Spacetime;
  /** Seconds over the whole width. */
  readonly seconds: number;
  /** Seconds of the run that have passed. */
  readonly time: number;
  readonly isFull: boolean;
  /** Shows what letters carry, by their ids. */
  readonly read: (letters: readonly number[]) => void;
}

/** Share of the width that time takes: the last arrow needs room for its head. */
const ROOM = 0.985;

/** Participants over time: what has passed; the rest is blank until it comes. */
export function SpacetimeChart({ diagram, seconds, time, isFull, read }: SpacetimeProps): JSX.Element {
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
          read={read}
          ended={isFull ? Number.POSITIVE_INFINITY : endedBy(diagram, time)}
        />
        {!isFull && <div class="future" style={{ left: `${share * 100}%` }} />}
        <div class="now" style={{ left: `${share * 100}%` }} />
      </div>
    </div>
  );
}

interface PassedProps extends Pick<SpacetimeProps, 'diagram' | 'seconds' | 'read'> {
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
const Passed = memo(function Passed({ diagram, seconds, read, ended }: PassedProps): JSX.Element {
  const { lanes, bars, arrows, broadcasts, writes } = diagram;
  const at = (moment: number): number => (moment / seconds) * 100 * ROOM;
  const middle = (lane: number): number => ((lane + 0.5) / lanes.length) * 100;
  return (
    <>
      {bars.map((bar) => (
        <Bar key={bar.call.call} bar={bar} at={at} top={middle(bar.lane)} seconds={seconds} ended={ended} />
      ))}
      {arrows.map((arrow, i) => (
        <Arrow key={i} arrow={arrow} at={at} middle={middle} read={read} />
      ))}
      {broadcasts.map((broadcast) => (
        <Broadcast key={broadcast.letters[0]} broadcast={broadcast} at={at} middle={middle} read={read} />
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

interface LanesProps {
  readonly at: (moment: number) => number;
  readonly middle: (lane: number) => number;
  readonly read: (letters: readonly number[]) => void;
}

/** A message takes no time to speak of on this scale, so that it is upright. */
function Arrow({ arrow, at, middle, read }: LanesProps & { readonly arrow: SpacetimeArrow }): JSX.Element | null {
  const { from, to, sentAt, arrivedAt, isFalse, letters } = arrow;
  if (from === to) return null;
  const [top, bottom] = [middle(Math.min(from, to)), middle(Math.max(from, to))];
  const isDown = to > from;
  const look = ['arrow', isFalse ? 'false' : '', isDown ? 'down' : 'up', arrivedAt === null ? 'lost' : ''];
  const height = arrivedAt === null ? (bottom - top) / 2 : bottom - top;
  const begins = arrivedAt === null && !isDown ? bottom - height : top;
  const style = { left: `${at(arrivedAt ?? sentAt)}%`, top: `${begins}%`, height: `${height}%` };
  if (letters.length === 0) return <span class={look.join(' ')} style={style} />;
  return <button type="button" tabIndex={-1} class={look.join(' ')} style={style} onClick={() => read(letters)} />;
}

/** Heads are drawn up to this many lanes: further ones would touch each other. */
const MOST_HEADS = 16;

/** One bracket from the first lane that it reaches to the last. */
function Broadcast({
  broadcast,
  at,
  middle,
  read,
}: LanesProps & { readonly broadcast: SpacetimeBroadcast }): JSX.Element {
  const { from, ends, letters } = broadcast;
  const lanes = [from, ...ends.map(({ lane }) => lane)];
  const [top, bottom] = [middle(Math.min(...lanes)), middle(Math.max(...lanes))];
  const isFalse = ends.some((end) => end.isFalse);
  const share = (lane: number): number => ((middle(lane) - top) / (bottom - top)) * 100;
  return (
    <button
      type="button"
      tabIndex={-1}
      class={isFalse ? 'broadcast false' : 'broadcast'}
      style={{ left: `${at(broadcast.at)}%`, top: `${top}%`, height: `${bottom - top}%` }}
      onClick={() => read(letters)}
    >
      <i class="sends" style={{ top: `${share(from)}%` }} />
      {ends.length <= MOST_HEADS &&
        ends.map(({ lane, isFalse: isWrong }) => (
          <i key={lane} class={isWrong ? 'end false' : 'end'} style={{ top: `${share(lane)}%` }} />
        ))}
    </button>
  );
}
