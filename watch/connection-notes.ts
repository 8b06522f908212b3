import type { WatchState } from '../client/job/start-watch.ts';
import type { WatchError } from '../client/watch-error.ts';

/** Who hears of the connection. */
export type ConnectionListeners = {
  /** Takes a line for the user. */
  note: (text: string) => void;
  /** Called when nothing has answered from the beginning. */
  giveUp: (error: WatchError) => void;
};

/** So often is a connection tried that never stood. */
const FIRST_ATTEMPTS = 3;

/**
 * Makes listeners, one for each of any number of watches on one connection, which tell of the connection: that it was lost, and is
 * there again, each once. What never stood is given up after three attempts of one watch, since most likely the address is wrong;
 * what stood once is tried again for ever.
 */
export function createConnectionNotes({ note, giveUp }: ConnectionListeners): () => (state: WatchState) => void {
  let stood = false;
  let lost = false;
  return () => {
    let failures = 0;
    return (state) => {
      if (state.status === 'live' || state.status === 'unknown') {
        stood = true;
        if (lost) note('connected again');
        lost = false;
      } else if (state.status === 'waiting' && !stood) {
        failures += 1;
        if (failures >= FIRST_ATTEMPTS) giveUp(state.error);
      }
      const error = state.status === 'waiting' || state.status === 'catching-up' ? state.error : undefined;
      if (error === undefined || lost || !(stood || state.status === 'catching-up')) return;
      lost = true;
      note(`${error.message}: trying again`);
    };
  };
}
