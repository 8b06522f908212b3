import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_PLANS } from '../../../local/mediaconvert/demo-plans.ts';
import { playJobs } from '../../../local/mediaconvert/play-jobs.ts';
import { ACCOUNT, REGION } from '../gateway/serve-gateway.ts';
import { jobIdOf, nameOf, serveMediaConvert, type ServedMediaConvert } from './serve-media-convert.ts';

const SPEED = 20;

let served: ServedMediaConvert;

beforeEach(async () => {
  served = await serveMediaConvert(SPEED);
});

afterEach(() => served.close());

function play(signal: AbortSignal, credentials = served.gateway.admin): Promise<void> {
  return playJobs({
    endpoint: served.gateway.url,
    region: REGION,
    accountId: ACCOUNT,
    credentials,
    speed: SPEED,
    signal,
  });
}

/** The first event of each name. */
const names = (): Set<string> => new Set(served.events.map(nameOf));

describe('playJobs', () => {
  it('plays every kind of job there is, from real media, until it is told to stop', { timeout: 60_000 }, async () => {
    const stopping = new AbortController();
    const playing = play(stopping.signal);
    const created = await served.toldOf((event) => nameOf(event) === 'CreateJob', DEMO_PLANS.length);
    const ended = ['COMPLETE', 'ERROR', 'CANCELED'];
    await Promise.all(
      created.map((event) => served.toldOf((end) => jobIdOf(end) === jobIdOf(event) && ended.includes(nameOf(end)), 1)),
    );
    stopping.abort();
    await playing;
    expect([...names()].sort()).toEqual([
      ...['CANCELED', 'COMPLETE', 'CancelJob', 'CreateJob', 'ERROR', 'INPUT_INFORMATION', 'NEW_WARNING'],
      ...['PROGRESSING', 'QUEUE_HOP', 'STATUS_UPDATE'],
    ]);
    expect(served.log).toEqual([]);
  });

  it('stops at once', async () => {
    const stopping = new AbortController();
    const playing = play(stopping.signal);
    await served.toldOf((event) => nameOf(event) === 'CreateJob', 1);
    stopping.abort();
    await playing;
  });

  it('rejects when it may not do what it does', async () => {
    await expect(play(new AbortController().signal, served.gateway.principal())).rejects.toThrow('not authorized');
  });
});
