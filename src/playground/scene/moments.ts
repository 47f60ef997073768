import type { Story } from '../../sim/record/story.js';
import type { Clock } from './clock.js';
import { falseNames } from './scene.js';

/** Something that is worth a mark beside the slider of the transport. */
export interface TransportMark {
  readonly position: number;
  readonly what: 'born' | 'caught' | 'undone' | 'lost' | 'delivered' | 'not delivered';
  /** Which of the stories. */
  readonly story: number;
}

/** Where a false claim is born or caught, where a letter is lost or a write undone, and where it ends. */
export function transportMarks(stories: readonly Story[], clock: Clock): TransportMark[] {
  return stories.flatMap((story, index) => {
    const isFalse = falseNames(story);
    const mark = (what: TransportMark['what'], at: number): TransportMark => ({
      what,
      position: clock.leave(at),
      story: index,
    });
    const beliefs = story.beliefs.filter(({ claim }) => isFalse(claim));
    return [
      ...beliefs.filter(({ how }) => how === 'born').map(({ at }) => mark('born', at)),
      ...beliefs.filter(({ how }) => how === 'retracted').map(({ at }) => mark('caught', at)),
      ...story.letters.filter(({ arrivedAt }) => arrivedAt === null).map(({ sentAt }) => mark('lost', sentAt)),
      ...story.writes.filter(({ undid }) => undid.length > 0).map(({ at }) => mark('undone', at)),
      ...endsOf(story, clock, index, mark),
    ];
  });
}

/** How it ends, where that is known: nobody knows whether what a real run gave was what was wanted. */
function endsOf(
  { delivery, endedAt, isObserved, outcome }: Story,
  clock: Clock,
  story: number,
  mark: (what: TransportMark['what'], at: number) => TransportMark,
): TransportMark[] {
  if (delivery !== null) return [mark('delivered', delivery.at)];
  if (isObserved === true && outcome !== 'failed') return [];
  return [{ what: 'not delivered', position: endedAt === null ? clock.length : clock.leave(endedAt), story }];
}
