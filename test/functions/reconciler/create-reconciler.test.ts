import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { errorReply } from './mediaconvert-api.ts';
import type { WireJob } from './mediaconvert-api.ts';
import { NOW, startReconciler, startSurroundings } from './start-reconciler.ts';
import type { Surroundings, TestedReconciler } from './start-reconciler.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const COUNTS = {
  asked: 0,
  missing: 0,
  discovered: 0,
  throttled: 0,
  failed: 0,
  read: 0,
  stalled: 0,
  due: 0,
  left: 0,
  sent: 0,
  unsent: 0,
};

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

const started: TestedReconciler[] = [];
const start = async (options?: Parameters<typeof startReconciler>[1]): Promise<TestedReconciler> => {
  const reconciler = await startReconciler(surroundings, options);
  started.push(reconciler);
  return reconciler;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map(async ({ close }) => await close()));
});

const jobIdsOf = (facts: Awaited<ReturnType<TestedReconciler['facts']>>): string[] =>
  facts.map(({ detail }) => detail.jobId).sort();
const getJob = (id: string): string => `/2017-08-29/jobs/${id}`;
const submitted = (id: string, createdAt: number): WireJob => ({ id, status: 'SUBMITTED', createdAt });
const WARNINGS = [{ code: 230001, count: 2 }];

describe('a round', () => {
  it.each<[string, Omit<WireJob, 'id'>]>([
    [
      'progresses',
      {
        status: 'PROGRESSING',
        createdAt: 1763892000,
        timing: { submitTime: 1763892000, startTime: 1763892010 },
        queue: 'arn:aws:mediaconvert:eu-west-1:111122223333:queues/Default',
        queueTransitions: [{ sourceQueue: 'a', destinationQueue: 'b', timestamp: 1763892005 }],
        userMetadata: { status: 'x', show: 'one' },
        statusUpdateInterval: 'SECONDS_60',
        jobPercentComplete: 0,
        currentPhase: 'PROBING',
        retryCount: 0,
        warnings: WARNINGS,
      },
    ],
    [
      'is complete',
      {
        status: 'COMPLETE',
        timing: { submitTime: 1763892000, startTime: 1763892010, finishTime: 1763892090 },
        outputGroupDetails: [
          { outputDetails: [{ durationInMs: 5000, videoDetails: { widthInPx: 1280, heightInPx: 720 } }, {}] },
          {},
        ],
      },
    ],
    ['has failed', { status: 'ERROR', errorCode: 1060, errorMessage: 'Wrong clip', userMetadata: {} }],
    ['tells nothing of itself', {}],
  ])(
    'sends what MediaConvert answers for a silent job, in the spelling of the wire: a job that %s',
    async (_case, job) => {
      const { mediaconvert, putJob, reconcile, facts, logged } = await start();
      await putJob('a');
      mediaconvert.jobs.set('a', { ...job, id: 'a', role: 'secret', settings: { inputs: [] } });

      const counts = { ...COUNTS, read: 1, stalled: 1, due: 1, asked: 1, sent: 1 };
      expect(await reconcile()).toEqual(counts);
      expect(logged()).toEqual([{ level: 'INFO', message: 'a round is over', durationMs: 0, ...counts }]);
      expect(await facts()).toEqual([
        {
          version: '0',
          id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
          'detail-type': 'MediaConvert Job Snapshot',
          source: 'mediaconvert-job-progress.reconciler',
          account: '111122223333',
          time: '2026-11-23T12:00:00Z',
          region: 'eu-west-1',
          resources: [],
          detail: { jobId: 'a', timestamp: NOW, job },
        },
      ]);
    },
  );

  it('asks for the jobs that are due and no others, the most overdue first', async () => {
    const { mediaconvert, putJob, reconcile } = await start();
    const heard = (ago: number) => ({ heardAt: NOW - ago });
    await Promise.all([
      putJob('just-silent', heard(3 * MINUTE + 1)),
      putJob('just-heard', heard(3 * MINUTE)),
      putJob('very-silent', heard(5 * HOUR)),
      putJob('slow', { ...heard(29 * MINUTE), statusUpdateInterval: 600 }),
      putJob('waiting-long', { ...heard(11 * MINUTE), status: 'SUBMITTED' }),
      putJob('waiting', { ...heard(9 * MINUTE), status: 'SUBMITTED' }),
      putJob('asked', { ...heard(HOUR), askedAt: NOW - 10 * MINUTE }),
      putJob('asked-long-ago', { ...heard(HOUR), askedAt: NOW - 31 * MINUTE }),
      putJob('two-days', { ...heard(0), eventTimes: { firstProgressingTime: NOW - 48 * HOUR - 30_000 } }),
      putJob('complete', { status: 'COMPLETE' }),
      putJob('missing', { missing: true }),
      putJob('expired', { ttl: Math.floor(NOW / 1000) }),
    ]);

    expect(await reconcile()).toEqual({ ...COUNTS, read: 11, stalled: 4, due: 5, asked: 5, missing: 5, sent: 5 });
    // By the moments at which they became due: 297, 2, 1, ½ minutes ago and now.
    const expected = ['very-silent', 'asked-long-ago', 'waiting-long', 'two-days', 'just-silent'];
    expect(mediaconvert.received).toEqual(expected.map(getJob));
  });

  it('tells that MediaConvert does not know a job', async () => {
    const { putJob, reconcile, facts } = await start();
    await putJob('gone');
    expect(await reconcile()).toEqual({ ...COUNTS, read: 1, stalled: 1, due: 1, asked: 1, missing: 1, sent: 1 });
    expect((await facts()).map(({ detail }) => detail)).toEqual([{ jobId: 'gone', timestamp: NOW, job: null }]);
  });

  it('does nothing when no job is due', async () => {
    const { mediaconvert, reconcile, facts } = await start();
    expect(await reconcile()).toEqual(COUNTS);
    expect(mediaconvert.received).toEqual([]);
    expect(await facts()).toEqual([]);
  });

  it('counts the jobs that are stalled, asked for and missing in one line, also when there are none', async () => {
    const { putJob, reconcile, emitted } = await start();
    await reconcile();
    await putJob('gone');
    await putJob('asked', { askedAt: NOW - 10 * MINUTE });
    await putJob('waiting', { status: 'SUBMITTED' });
    await reconcile();
    await reconcile({ jobIds: ['gone'] });

    expect(emitted().map(({ values }) => values)).toEqual([
      { StalledJobs: 0, MissingJobs: 0, JobsAsked: 0 },
      { StalledJobs: 2, MissingJobs: 2, JobsAsked: 2 },
      { MissingJobs: 1, JobsAsked: 1 },
    ]);
    expect(emitted().flatMap(({ directive }) => directive.Dimensions)).toEqual([['service'], ['service'], ['service']]);
  });

  it('sends all its facts, ten in a call', async () => {
    const { putJob, reconcile, facts } = await start();
    const ids = Array.from({ length: 25 }, (_each, index) => `job-${String(index).padStart(2, '0')}`);
    await Promise.all(ids.map((id) => putJob(id)));
    expect(await reconcile()).toMatchObject({ asked: 25, sent: 25 });
    expect(jobIdsOf(await facts())).toEqual(ids);
  });
});

describe('the budget of a round', () => {
  it('paces the requests, and leaves to the next round what the time does not suffice for', async () => {
    const { putJob, reconcile, clock, logged } = await start({ config: { requestsPerSecond: 0.5 } });
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => putJob(id)));
    const counts = { ...COUNTS, read: 4, stalled: 4, due: 4, asked: 3, left: 1, missing: 3, sent: 3 };
    // Ten seconds of sixteen are kept for the last answers and for sending.
    expect(await reconcile(undefined, 16)).toEqual(counts);
    expect(clock.now - NOW).toBe(4000);
    expect(logged()).toEqual([{ level: 'INFO', message: 'a round is over', durationMs: 4000, ...counts }]);
  });

  it('ends with persistent throttling (`TooManyRequestsException`), and the rest waits', async () => {
    const events = new EventEmitter();
    const refused = once(events, 'refused');
    const { mediaconvert, client, putJob, reconcile, facts, logged } = await start({
      // The second job's turn comes when the first call has failed.
      async delayed() {
        await refused;
        await setImmediate();
      },
    });
    client.middlewareStack.add(
      (next) => async (args) => {
        try {
          return await next(args);
        } finally {
          events.emit('refused');
        }
      },
      { step: 'initialize' },
    );
    mediaconvert.answer = () => errorReply(429, 'TooManyRequestsException');
    await Promise.all(['a', 'b', 'c'].map((id) => putJob(id)));

    const counts = { ...COUNTS, read: 3, stalled: 3, due: 3, asked: 1, left: 2, throttled: 1 };
    expect(await reconcile()).toEqual(counts);
    expect(mediaconvert.received).toHaveLength(3);
    expect(new Set(mediaconvert.received).size).toBe(1);
    expect(logged()).toEqual([{ level: 'WARN', message: 'a round is over', durationMs: 500, ...counts }]);
    expect(await facts()).toEqual([]);
  });

  it('bears a single `TooManyRequestsException`, which costs the turn of its second attempt', async () => {
    const events = new EventEmitter();
    const answered = once(events, 'answered');
    const { mediaconvert, client, putJob, reconcile, clock } = await start({
      async delayed() {
        await answered;
      },
    });
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        events.emit('answered');
        return result;
      },
      { step: 'initialize' },
    );
    mediaconvert.answer = () =>
      mediaconvert.received.length === 1 ? errorReply(429, 'TooManyRequestsException') : undefined;
    await Promise.all(['a', 'b', 'c'].map((id) => putJob(id)));
    for (const id of ['a', 'b', 'c']) mediaconvert.jobs.set(id, { id, status: 'COMPLETE' });

    expect(await reconcile()).toEqual({ ...COUNTS, read: 3, stalled: 3, due: 3, asked: 3, sent: 3 });
    expect(mediaconvert.received).toHaveLength(4);
    expect(clock.now - NOW).toBe(1500);
  });

  it('reaches every job that is due, in spite of more than enough that always fail (`ForbiddenException`)', async () => {
    const { mediaconvert, putJob, reconcile, facts, clock } = await start({ random: lots() });
    const ids = (kind: string): string[] => Array.from({ length: 8 }, (_each, index) => `${kind}-${index}`);
    await Promise.all(ids('forbidden').map((id) => putJob(id, { heardAt: NOW - 5 * HOUR })));
    await Promise.all(ids('silent').map((id) => putJob(id)));
    mediaconvert.answer = (target) =>
      target.includes('forbidden') ? errorReply(403, 'ForbiddenException') : undefined;

    const answered = new Set<string>();
    for (let round = 0; round < 24; round++) {
      clock.now = NOW + round * 5 * MINUTE;
      // Eight turns. A round all of whose calls fail is thrown, but the next one comes.
      const { asked } = await reconcile(undefined, 14).catch(() => ({ asked: 8 }));
      expect(asked).toBe(8);
      for (const { detail } of await facts()) {
        answered.add(detail.jobId);
        await putJob(detail.jobId, { askedAt: detail.timestamp });
      }
    }
    expect([...answered].sort()).toEqual(ids('silent'));
  });

  it('is not held up by a slow answer', async () => {
    const { mediaconvert, putJob, reconcile } = await start();
    await putJob('slow', { heardAt: NOW - 2 * HOUR });
    await putJob('quick');
    const events = new EventEmitter();
    const quick = once(events, 'quick');
    mediaconvert.answer = async (target) => {
      if (target === getJob('quick')) events.emit('quick');
      await quick;
      return undefined;
    };
    expect(await reconcile()).toEqual({ ...COUNTS, read: 2, stalled: 2, due: 2, asked: 2, missing: 2, sent: 2 });
    expect(mediaconvert.received).toEqual([getJob('slow'), getJob('quick')]);
  });
});

describe('a failure', () => {
  it('of one job is logged with its id, and the other jobs go on', async () => {
    const { mediaconvert, putJob, reconcile, facts, logged } = await start();
    await putJob('bad');
    await putJob('good');
    mediaconvert.answer = (target) => (target === getJob('bad') ? errorReply(400, 'BadRequestException') : undefined);
    const counts = { ...COUNTS, read: 2, stalled: 2, due: 2, asked: 2, missing: 1, failed: 1, sent: 1 };
    expect(await reconcile()).toEqual(counts);
    expect(jobIdsOf(await facts())).toEqual(['good']);
    expect(logged()).toEqual([
      {
        level: 'ERROR',
        message: 'MediaConvert gave no answer of use',
        jobId: 'bad',
        error: { name: 'BadRequestException', message: 'This is BadRequestException' },
      },
      { level: 'INFO', message: 'a round is over', durationMs: 500, ...counts },
    ]);
  });

  it('of all that was tried is thrown, and told what of once, in the log', async () => {
    const { mediaconvert, putJob, reconcile, logged } = await start();
    await putJob('a');
    mediaconvert.answer = () => errorReply(403, 'ForbiddenException');
    await expect(reconcile()).rejects.toThrow(new Error('nothing was sent; failures: 1'));
    expect(logged()).toMatchObject([
      { jobId: 'a', error: { message: 'This is ForbiddenException' } },
      { asked: 1, failed: 1 },
    ]);
  });

  it.each([
    ['a 404 that is not MediaConvert’s', { status: 404, body: {} }],
    ['an answer without a job', { status: 200, body: {} }],
  ])('is %s: nothing is known of the job then', async (_case, reply) => {
    const { mediaconvert, reconcile, facts } = await start();
    mediaconvert.answer = () => reply;
    await expect(reconcile({ jobIds: ['a'] })).rejects.toThrow();
    expect(await facts()).toEqual([]);
  });

  it('is an answer that does not come', async () => {
    const { mediaconvert, reconcile, logged } = await start({
      client: { maxAttempts: 1, requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true } },
    });
    mediaconvert.answer = () => 'NONE';
    await expect(reconcile({ jobIds: ['a'] })).rejects.toThrow('nothing was sent');
    expect(logged()).toMatchObject([
      { level: 'ERROR', jobId: 'a', error: { name: 'TimeoutError' } },
      { level: 'INFO', asked: 1, failed: 1, sent: 0 },
    ]);
  });

  it('of the queue is logged for each fact, and thrown', async () => {
    const eventQueueUrl = surroundings.sqs.createQueue('another').replace('another', 'none');
    const { reconcile, logged } = await start({ config: { eventQueueUrl } });
    await expect(reconcile({ jobIds: ['a', 'b'] })).rejects.toThrow('nothing was sent; failures: 2');
    expect(logged()).toMatchObject([
      { level: 'ERROR', jobId: 'a', eventId: expect.any(String) as string, error: {} },
      { level: 'ERROR', jobId: 'b', eventId: expect.any(String) as string, error: {} },
      { level: 'INFO', asked: 2, sent: 0, unsent: 2 },
    ]);
  });
});

describe('discovery', () => {
  const config = { discoverSubmitted: true };

  it('lists the waiting jobs, oldest first, and tells of those that JobTable lacks', async () => {
    const { mediaconvert, putJob, reconcile, facts } = await start({ config });
    const ids = Array.from({ length: 45 }, (_each, index) => `job-${String(index).padStart(2, '0')}`);
    ids.forEach((id, index) => mediaconvert.jobs.set(id, submitted(id, 1763892000 + index)));
    mediaconvert.jobs.set('over', { id: 'over', status: 'COMPLETE' });
    const waiting = { status: 'SUBMITTED', heardAt: NOW };
    await putJob('job-03', waiting);
    await putJob('job-41', waiting);
    await putJob('job-44', { ...waiting, ttl: Math.floor(NOW / 1000) });

    expect(await reconcile()).toEqual({ ...COUNTS, read: 3, discovered: 43, sent: 43 });
    const list = '/2017-08-29/jobs?maxResults=20&order=ASCENDING&status=SUBMITTED';
    expect(mediaconvert.received.map(sorted)).toEqual(
      [list, `${list}&nextToken=20`, `${list}&nextToken=40`].map(sorted),
    );
    const sent = await facts();
    expect(jobIdsOf(sent)).toEqual(ids.filter((id) => id !== 'job-03' && id !== 'job-41'));
    expect(sent.find(({ detail }) => detail.jobId === 'job-44')?.detail).toEqual({
      jobId: 'job-44',
      timestamp: NOW + 1000,
      job: { status: 'SUBMITTED', createdAt: 1763892044 },
    });
  });

  it('does not list when it is off', async () => {
    const { mediaconvert, reconcile } = await start();
    mediaconvert.jobs.set('a', submitted('a', 1763892000));
    expect(await reconcile()).toEqual(COUNTS);
    expect(mediaconvert.received).toEqual([]);
  });

  it('has its share of the turns when more jobs are due than there is time for', async () => {
    const { mediaconvert, putJob, reconcile } = await start({ config: { ...config, requestsPerSecond: 1 } });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => putJob(id)));
    mediaconvert.jobs.set('new', submitted('new', 1763892000));
    expect(await reconcile(undefined, 14)).toEqual({
      ...COUNTS,
      read: 5,
      stalled: 5,
      due: 5,
      asked: 3,
      left: 2,
      missing: 3,
      discovered: 1,
      sent: 4,
    });
  });
});

describe('a manual invocation', () => {
  it('asks for exactly the jobs of `jobIds`, whatever is known of them', async () => {
    const { mediaconvert, putJob, reconcile, facts } = await start({ config: { discoverSubmitted: true } });
    await putJob('due');
    await putJob('heard', { heardAt: NOW });
    const odd = 'a/b?c=ü';
    mediaconvert.jobs.set(odd, { id: odd, status: 'COMPLETE' });
    expect(await reconcile({ jobIds: ['heard', odd] })).toEqual({
      ...COUNTS,
      stalled: undefined,
      due: 2,
      asked: 2,
      missing: 1,
      sent: 2,
    });
    expect(mediaconvert.received).toEqual([getJob('heard'), getJob(encodeURIComponent(odd))]);
    expect(jobIdsOf(await facts())).toEqual([odd, 'heard']);
  });

  it('is refused before anything happens when `jobIds` is wrong', async () => {
    const { mediaconvert, reconcile, logged } = await start();
    await expect(reconcile({ jobIds: [] })).rejects.toThrow('jobIds');
    expect([mediaconvert.received, logged()]).toEqual([[], []]);
  });
});

/** Numbers from 0 to below 1, the same in each run. */
function lots(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The order of a query's parameters says nothing. */
function sorted(target: string): string {
  const [path = '', query = ''] = target.split('?');
  return `${path}?${query.split('&').sort().join('&')}`;
}
