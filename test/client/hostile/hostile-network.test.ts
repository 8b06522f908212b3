import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { random, type Random } from '../../../bench/time-remaining/random.ts';
import { apiKey } from '../../../client/authorization.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import { watchJob } from '../../../client/job/watch-job.ts';
import { sampleEvent } from '../../end-to-end/test-stack.ts';
import { type JobApi, serveJobApi } from '../serve-job-api.ts';
import { type Faults, openProxy } from './open-proxy.ts';

const UPDATES = 40;
const STARTED = 1671477617078;

/** One in three messages is lost, and everything else goes wrong as well. */
const HOSTILE: Faults = { lose: 1 / 3, duplicate: 0.2, overtake: 0.2, cut: 0.03, freeze: 0.03, failRequest: 0.3 };
const SEEDS = Number(process.env['HOSTILE_SEEDS'] ?? 3);

const CALM: Faults = { lose: 0, duplicate: 0, overtake: 0, cut: 0, freeze: 0, failRequest: 0 };

/** A state of a job, as far as it tells one from another. */
type Told = { version: number; status: string; percent: number | null | undefined };

describe('`watchJob` on a hostile network', () => {
  let api: JobApi;
  beforeAll(async () => {
    api = await serveJobApi({ keepAliveIntervalMs: 50 });
  });
  afterAll(() => api.close());

  /** Lets a job go from 1 % to its end, while the server restarts as often as that. Resolves to what was published. */
  async function play(jobId: string, { between }: Random, restarts: number): Promise<Told[]> {
    const published: Told[] = [];
    for (let update = 1; update <= UPDATES; update += 1) {
      const isLast = update === UPDATES;
      const event = await sampleEvent(isLast ? 'COMPLETE' : 'STATUS_UPDATE', jobId, STARTED + update * 1_000);
      if (!isLast) event.detail['jobProgress'] = { jobPercentComplete: update, currentPhase: 'TRANSCODING' };
      const version = await api.take(event);
      published.push({ version, status: isLast ? 'COMPLETE' : 'PROGRESSING', percent: isLast ? 100 : update });
      if (between(0, 1) < restarts) await api.restart();
    }
    return published;
  }

  /** All the states that the watch shows, until it ends by itself. */
  async function watch(graphqlUrl: string, jobId: string, { between }: Random, ready?: () => void): Promise<Told[]> {
    const shown: Told[] = [];
    const states: AsyncIterable<JobProgress> = watchJob(graphqlUrl, apiKey(api.apiKey), jobId, {
      WebSocket,
      backoff: { baseMs: 5, maximumMs: 50, random: () => between(0, 1) },
      answerTimeoutMs: 200,
      silenceMs: 200,
      onState: ({ status }) => {
        if (status === 'unknown') ready?.();
      },
    });
    for await (const { version, status, progressMetrics } of states)
      shown.push({ version, status, percent: progressMetrics.percentJobComplete });
    return shown;
  }

  it.each(Array.from({ length: SEEDS }, (_, seed) => seed + 1))(
    'shows what was published, in its order, none twice, and the last (seed %d)',
    async (seed) => {
      const jobId = `${STARTED}-seed${seed}`;
      const proxy = await openProxy(api.graphqlUrl, HOSTILE, random(seed));
      const watched = watch(proxy.graphqlUrl, jobId, random(seed + 1_000));
      const published = await play(jobId, random(seed + 2_000), 0.05);
      const shown = await watched;
      await proxy.close();

      const versions = shown.map(({ version }) => version);
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
      expect(shown).toEqual(published.filter(({ version }) => versions.includes(version)));
      expect(shown.at(-1)).toEqual(published.at(-1));
      expect(proxy.happened.lose).toBeGreaterThan(0);
    },
  );

  it('shows all that was published when nothing is lost, however often it comes', async () => {
    const jobId = `${STARTED}-calm`;
    const proxy = await openProxy(api.graphqlUrl, { ...CALM, duplicate: 0.5 }, random(1));
    let watched: Promise<Told[]> = Promise.resolve([]);
    await new Promise<void>((resolve) => {
      watched = watch(proxy.graphqlUrl, jobId, random(2), resolve);
    });
    const published = await play(jobId, random(3), 0);

    expect(await watched).toEqual(published);
    expect(proxy.happened.duplicate).toBeGreaterThan(0);
    await proxy.close();
  });
});
