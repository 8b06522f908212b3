import { beforeEach, describe, expect, it } from 'vitest';
import type { WatchState } from '../../client/job/start-watch.ts';
import { ConnectionError } from '../../client/watch-error.ts';
import { createConnectionNotes } from '../../watch/connection-notes.ts';

const error = new ConnectionError('The connection failed');
const waiting = (retryAt: number): WatchState => ({ status: 'waiting', retryAt, error });

describe('what is said of the connection', () => {
  let told: string[];
  let hear: (state: WatchState) => void;
  let hearAnother: (state: WatchState) => void;
  beforeEach(() => {
    told = [];
    const hearing = createConnectionNotes({
      note: (text) => told.push(text),
      giveUp: ({ message }) => told.push(`gave up: ${message}`),
    });
    [hear, hearAnother] = [hearing(), hearing()];
  });

  it('is that it was lost and is there again, each once however many watches tell', () => {
    const live: WatchState = { status: 'live' };
    for (const state of [live, waiting(1), waiting(2), live, waiting(3)]) {
      hear(state);
      hearAnother(state);
    }
    expect(told).toEqual([
      'The connection failed: trying again',
      'connected again',
      'The connection failed: trying again',
    ]);
  });

  it('is that it is given up when it never stood, after three attempts of one watch', () => {
    hear(waiting(1));
    hear(waiting(2));
    hearAnother(waiting(3));
    hearAnother(waiting(4));
    expect(told).toEqual([]);
    hear(waiting(5));
    expect(told).toEqual(['gave up: The connection failed']);
  });

  it('is not that it is given up once it stood, though nobody knew the job', () => {
    hear({ status: 'unknown' });
    for (let attempt = 1; attempt < 20; attempt += 1) hear(waiting(attempt));
    expect(told).toEqual(['The connection failed: trying again']);
  });

  it('is that a query fails while it stands', () => {
    hear({ status: 'catching-up' });
    hear({ status: 'catching-up', error });
    hear({ status: 'live' });
    expect(told).toEqual(['The connection failed: trying again', 'connected again']);
  });
});
