import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Announcer, createAnnouncer } from '../../../client/element/announcer.ts';

describe('an announcer', () => {
  let said: string[];
  let announcer: Announcer;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    said = [];
    announcer = createAnnouncer((text) => said.push(text));
  });
  afterEach(() => vi.useRealTimers());

  it('says the first text at once, and the newest of those that follow within five seconds when they are over', () => {
    for (const text of ['a', 'b', 'c']) announcer.announce(text);
    const atOnce = [...said];
    vi.advanceTimersByTime(4_999);
    const before = [...said];
    vi.advanceTimersByTime(1);

    expect([atOnce, before, said]).toEqual([['a'], ['a'], ['a', 'c']]);
  });

  it('waits after what it said late as well', () => {
    for (const text of ['a', 'b']) announcer.announce(text);
    vi.advanceTimersByTime(5_000);
    announcer.announce('c');
    vi.advanceTimersByTime(4_999);
    const before = [...said];
    vi.advanceTimersByTime(1);

    expect([before, said]).toEqual([
      ['a', 'b'],
      ['a', 'b', 'c'],
    ]);
  });

  it('says nothing twice in a row', () => {
    announcer.announce('a');
    vi.advanceTimersByTime(5_000);
    announcer.announce('a');
    announcer.announce('b');

    expect(said).toEqual(['a', 'b']);
  });

  it('says no more of what is waiting when it is stopped', () => {
    for (const text of ['a', 'b']) announcer.announce(text);
    announcer.stop();
    vi.advanceTimersByTime(60_000);

    expect(said).toEqual(['a']);
  });
});
