import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parsed } from './arbitrary-event.ts';
import { recordCalls } from './record-calls.ts';
import { SAMPLE_NAMES, sampleText, sampleWith } from './samples.ts';
import { batchOf, startCollector, startSurroundings } from './start-collector.ts';
import type { Surroundings } from './start-collector.ts';

const ID = '1671477617078-2886ye';
const T = 1671477681737;
const DAY = 86_400;

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

const published = (): unknown[] =>
  surroundings.graphql.received.map(({ input }) => ({
    jobId: input.jobId,
    version: input.version,
    status: input.status,
  }));
const accept = { status: 200, body: '{"data":{"publishJobProgress":{}}}' };

beforeEach(() => {
  surroundings.graphql.answer = () => accept;
});

describe('the sample events', () => {
  it('are all carried out, jobs folded, each stored, published and streamed', async () => {
    const { collect, rows, logged, config } = await startCollector(surroundings, { streams: true });
    expect(await collect(batchOf(...SAMPLE_NAMES.map(sampleText)))).toEqual({ batchItemFailures: [] });
    expect(logged()).toEqual([]);

    const jobs = await rows('jobTable');
    expect(
      jobs.map(({ id, status, queueName }) => `${String(id)} ${String(status)} ${String(queueName)}`).sort(),
    ).toEqual([
      '1515368087458-qnoxtd CANCELED Default',
      '1671476818694-phptj0 COMPLETE Default',
      '1671477617078-2886ye PROGRESSING Default',
      '1712252725875-defhgi CANCELED Default',
    ]);
    expect((await rows('jobTagTable')).map(({ tag, job }) => `${String(tag)} ${String(job)}`).sort()).toEqual([
      'queue:Default 2018-01-07T23:34:47.458Z#1515368087458-qnoxtd',
      'queue:Default 2022-12-19T19:06:58.694Z#1671476818694-phptj0',
      'queue:Default 2022-12-19T19:20:17.078Z#1671477617078-2886ye',
      'queue:Default 2024-04-04T17:45:25.875Z#1712252725875-defhgi',
    ]);
    expect((await rows('jobDetailTable')).map(({ id, part }) => `${String(id)} ${String(part)}`).sort()).toEqual([
      '1671476818694-phptj0 inputs',
      '1671476818694-phptj0 outputGroups',
      '1712252725875-defhgi settings',
    ]);
    // A row is named by time and id; four of the samples share both.
    const events = SAMPLE_NAMES.map((name) => parsed(sampleText(name)));
    const named = new Set(events.map(({ jobId, timestamp = 0, id }) => `${jobId} ${timestamp}#${id}`));
    expect((await rows('eventTable')).map(({ jobId, event }) => `${String(jobId)} ${String(event)}`).sort()).toEqual(
      [...named].sort(),
    );
    expect(published()).toHaveLength(4);

    const read = async (name: string | undefined) => await surroundings.kinesis.readAll(name ?? '');
    const texts = (await read(config.eventStream)).map(({ data }) => data);
    expect(texts.sort()).toEqual(SAMPLE_NAMES.map(sampleText).sort());
    const states = (await read(config.jobStream)).map(({ data }) => JSON.parse(data) as unknown);
    expect(states).toEqual(expect.arrayContaining(surroundings.graphql.received.map(({ input }) => input)));
    const metrics = (await read(config.metricStream)).map(({ partitionKey, data }) => {
      const { MetricName, Value } = JSON.parse(data) as { MetricName: string; Value: number };
      return `${partitionKey} ${MetricName} ${Value}`;
    });
    expect(metrics).toEqual(
      expect.arrayContaining([`${ID} framesDecoded 353`, `${ID} PROGRESSING 1`, `${ID} ERROR 0`]),
    );
  });

  it('leave the same state when each comes in a batch of its own, in any order', async () => {
    const one = await startCollector(surroundings);
    await one.collect(batchOf(...SAMPLE_NAMES.map(sampleText)));
    const other = await startCollector(surroundings);
    for (const name of SAMPLE_NAMES.toReversed()) await other.collect(batchOf(sampleText(name)));

    const states = (rows: Record<string, unknown>[]) =>
      rows.map((row) => ({ ...row, version: 0 })).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    expect(states(await other.rows('jobTable'))).toEqual(states(await one.rows('jobTable')));
  });
});

describe('what is published', () => {
  it('is the whole progress, in a signed request', async () => {
    const { collect } = await startCollector(surroundings);
    await collect(batchOf(sampleWith('STATUS_UPDATE', { userMetadata: { 'a=b': '100%' } })));
    const [mutation] = surroundings.graphql.received;
    expect(mutation?.input).toEqual({
      jobId: ID,
      version: 1,
      status: 'PROGRESSING',
      createdAt: '2022-12-19T19:20:17.078Z',
      account: '111122223333',
      region: 'us-west-2',
      queue: 'arn:aws:mediaconvert:us-west-2:111122223333:queues/Default',
      queueName: 'Default',
      userMetadata: [{ key: 'a=b', value: '100%' }],
      tags: ['a%3Db=100%'],
      eventTimes: {
        firstProgressingTime: '2022-12-19T19:21:21.737Z',
        lastProgressingTime: '2022-12-19T19:21:21.737Z',
        lastStatusTime: '2022-12-19T19:21:21.737Z',
        lastTime: '2022-12-19T19:21:21.737Z',
      },
      progressMetrics: {
        percentJobComplete: 7,
        percentSource: 'SERVICE',
        currentPhase: 'TRANSCODING',
        currentPhasePercentComplete: 2,
        framesDecoded: 353,
        queuedDuration: 64.659,
        progressingDuration: 0,
        statusDuration: 0,
        phaseDurations: { probing: 0, transcoding: 0 },
        waitedForCapacity: true,
        waitedForCapacityDuration: 4.659,
        retryCount: 0,
      },
      error: null,
      stalled: false,
      missing: false,
      updatedAt: '2026-11-23T12:00:00.000Z',
    });
    expect(mutation?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/us-east-1\/appsync\/aws4_request, SignedHeaders=content-type;host;/,
    );
    expect(`http://${mutation?.headers.host ?? ''}/graphql`).toBe(surroundings.graphql.url);
  });
});

describe('the steady state', () => {
  it('takes exactly two round trips, one after the other', async () => {
    const { collect } = await startCollector(surroundings, { streams: true });
    await collect(batchOf(sampleText('PROGRESSING')));

    // A call belongs to the round trip after the last one that has ended.
    let ended = 0;
    const trips: Record<string, number> = {};
    const began = (name: string) => {
      trips[name] = Math.max(trips[name] ?? 0, ended);
    };
    const begun = new Map<string, number>();
    const end = (name: string) => {
      ended = Math.max(ended, (begun.get(name) ?? 0) + 1);
    };
    const begin = (name: string) => {
      began(name);
      begun.set(name, ended);
    };
    const calls = [surroundings.dynamodb.client, surroundings.kinesis.client].map((client) =>
      recordCalls(client, begin, end),
    );
    surroundings.graphql.answer = () => {
      begin('publish');
      return accept;
    };
    await collect(batchOf(sampleText('STATUS_UPDATE')));
    for (const call of calls) call.stop();

    expect(trips).toEqual({ PutItem: 0, BatchWriteItem: 0, PutRecords: 1, publish: 1 });
    expect(calls.flatMap(({ names }) => names).sort()).toEqual([
      'BatchWriteItem',
      'PutItem',
      'PutRecords',
      'PutRecords',
      'PutRecords',
    ]);
  });
});

describe('a message that comes again', () => {
  it('has all its effects again, and the job keeps its version', async () => {
    const { collect, another, rows } = await startCollector(surroundings);
    const batch = batchOf(sampleText('CreateJob'));
    surroundings.graphql.answer = () => ({ status: 200, body: '{"errors":[{"message":"no"}]}' });
    expect(await collect(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    surroundings.graphql.answer = () => accept;
    expect(await another()(batch)).toEqual({ batchItemFailures: [] });
    expect(published()).toEqual([
      { jobId: '1712252725875-defhgi', version: 1, status: 'SUBMITTED' },
      { jobId: '1712252725875-defhgi', version: 1, status: 'SUBMITTED' },
    ]);
    expect(await rows('jobTable')).toHaveLength(1);
  });

  it('writes the index and detail rows that a collector that died did not', async () => {
    const { collect, config, rows } = await startCollector(surroundings);
    const dies = recordCalls(surroundings.dynamodb.client, (_name, input) => {
      if (JSON.stringify(input).includes('JobTagTable') || JSON.stringify(input).includes('JobDetailTable')) {
        throw new Error('died');
      }
    });
    const { batchItemFailures } = await collect(batchOf(sampleText('CreateJob')));
    dies.stop();
    expect({ batchItemFailures, tags: await rows('jobTagTable') }).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
      tags: [],
    });
    expect((await rows('jobTable'))[0]).toMatchObject({ version: 1 });

    // Another event in between finds a job whose rows seem to be there.
    await collect(batchOf(sampleWith('PROGRESSING', { jobId: '1712252725875-defhgi' })));
    await collect(batchOf(sampleText('CreateJob')));
    expect(config.jobTagTable).toContain('JobTagTable');
    expect(await rows('jobTagTable')).toHaveLength(1);
    expect(await rows('jobDetailTable')).toHaveLength(1);
  });

  it('has the newest state published, whatever the container remembers', async () => {
    const { collect, another } = await startCollector(surroundings);
    await collect(batchOf(sampleText('PROGRESSING')));
    await another()(batchOf(sampleWith('COMPLETE', { jobId: ID })));
    const { Records } = batchOf(sampleText('PROGRESSING'));
    for (const { attributes } of Records) attributes.ApproximateReceiveCount = '2';
    expect(await collect({ Records })).toEqual({ batchItemFailures: [] });
    const complete = { jobId: ID, version: 2, status: 'COMPLETE' };
    expect(published()).toEqual([{ jobId: ID, version: 1, status: 'PROGRESSING' }, complete, complete]);
  });
});

describe('a failure', () => {
  it('brings back the messages of its job alone, and is logged once', async () => {
    const { collect, logged } = await startCollector(surroundings);
    surroundings.graphql.answer = ({ jobId }) => (jobId === ID ? { status: 503, body: 'busy' } : accept);
    const batch = batchOf(sampleText('PROGRESSING'), sampleText('COMPLETE'), sampleText('STATUS_UPDATE'));
    expect(await collect(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm2' }] });
    expect(logged()).toEqual([
      {
        level: 'ERROR',
        message: 'the events of a job were not carried out',
        jobId: ID,
        eventIds: [parsed(sampleText('PROGRESSING')).id, parsed(sampleText('STATUS_UPDATE')).id],
        messageIds: ['m0', 'm2'],
        error: { name: 'Error', message: 'publishJobProgress: HTTP 503: busy' },
      },
    ]);
  });

  it('of the API costs one request for each job of the batch, until its messages come again', async () => {
    const { collect } = await startCollector(surroundings);
    surroundings.graphql.answer = () => ({ status: 503, body: 'busy' });
    const batch = batchOf(sampleText('PROGRESSING'), sampleText('COMPLETE'), sampleText('STATUS_UPDATE'));
    expect((await collect(batch)).batchItemFailures).toHaveLength(3);
    expect(published()).toHaveLength(2);
  });

  it('of a stream brings the messages back', async () => {
    const { collect, config, logged } = await startCollector(surroundings, { streams: true });
    config.metricStream = 'NoSuchStream';
    expect(await collect(batchOf(sampleText('PROGRESSING')))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect(logged()).toMatchObject([{ jobId: ID, error: { name: 'ResourceNotFoundException' } }]);
  });
});

describe('poison', () => {
  it('goes to the dead-letter queue at once, with its reason, and holds nothing else up', async () => {
    const { collect, config, logged } = await startCollector(surroundings);
    expect(await collect(batchOf('{', sampleText('PROGRESSING'), '{"source":"aws.s3"}'))).toEqual({
      batchItemFailures: [],
    });
    const queue = surroundings.sqs.server.inspectQueue(config.deadLetterQueueUrl.split('/').at(-1) ?? '');
    const letters = queue?.messages.ready.map(({ body, messageAttributes }) => [
      body,
      messageAttributes['reason']?.DataType,
      messageAttributes['reason']?.StringValue,
    ]);
    expect(letters).toEqual([
      ['{', 'String', 'not JSON'],
      ['{"source":"aws.s3"}', 'String', 'not from MediaConvert'],
    ]);
    expect(published()).toEqual([{ jobId: ID, version: 1, status: 'PROGRESSING' }]);
    const message = 'a message that cannot be used was set aside';
    expect(logged()).toEqual([
      { level: 'WARN', message, messageId: 'm0', reason: 'not JSON' },
      { level: 'WARN', message, messageId: 'm2', reason: 'not from MediaConvert' },
    ]);
  });

  it('comes back when the dead-letter queue does not take it', async () => {
    const { collect, config, logged } = await startCollector(surroundings);
    config.deadLetterQueueUrl = `${surroundings.sqs.url}/000000000000/no-such-queue`;
    expect(await collect(batchOf('{'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(logged()).toMatchObject([{ level: 'ERROR', messageId: 'm0', reason: 'not JSON', error: {} }]);
  });
});

describe('a job that MediaConvert was asked for', () => {
  it('is stored and published with when it was heard of, whether it has stalled, and whether it is missing', async () => {
    const { collect, rows, clock } = await startCollector(surroundings);
    const heardAt = clock.now;
    await collect(batchOf(sampleText('STATUS_UPDATE')));
    const ask = async (job: object | null) => {
      clock.now += 600_000;
      const detail = { jobId: ID, timestamp: clock.now, job };
      const fact = {
        source: 'mediaconvert-job-progress.reconciler',
        'detail-type': 'MediaConvert Job Snapshot',
        detail,
      };
      await collect(batchOf(JSON.stringify(fact)));
      const published = surroundings.graphql.received.at(-1)?.input;
      const [item] = await rows('jobTable');
      return [
        [item?.['heardAt'], item?.['askedAt'], item?.['missing']],
        [published?.version, published?.stalled, published?.missing],
      ];
    };
    const answer = { status: 'PROGRESSING', statusUpdateInterval: 'SECONDS_60' };
    expect(await ask(answer)).toEqual([
      [heardAt, clock.now, undefined],
      [2, true, false],
    ]);
    expect(await ask(answer)).toEqual([
      [heardAt, clock.now, undefined],
      [3, true, false],
    ]);
    expect(await ask(null)).toEqual([
      [heardAt, clock.now, true],
      [4, true, true],
    ]);
  });
});

describe('the rows beside a job', () => {
  it('are written once, and outlive the job', async () => {
    const { collect, rows, clock } = await startCollector(surroundings);
    await collect(batchOf(sampleText('CreateJob')));
    const calls = recordCalls(surroundings.dynamodb.client);
    await collect(batchOf(sampleWith('PROGRESSING', { jobId: '1712252725875-defhgi' })));
    calls.stop();
    expect(calls.names.sort()).toEqual(['BatchWriteItem', 'PutItem']);
    const ttl = clock.now / 1000 + DAY;
    expect((await rows('jobTable')).map((row) => [row['ttl'], row['rowsTtl']])).toEqual([[ttl, ttl + DAY]]);
    expect((await rows('jobTagTable')).map((row) => row['ttl'])).toEqual([ttl + DAY]);
    expect((await rows('jobDetailTable')).map((row) => row['ttl'])).toEqual([ttl + DAY]);
  });

  it('are all extended when the job would outlive them, whichever collector finds that', async () => {
    const { collect, another, rows, clock } = await startCollector(surroundings);
    await collect(batchOf(sampleText('CreateJob')));
    clock.now += (DAY + 60) * 1000;
    await another()(batchOf(sampleWith('PROGRESSING', { jobId: '1712252725875-defhgi' })));
    const ttl = clock.now / 1000 + DAY;
    expect((await rows('jobTable')).map((row) => [row['ttl'], row['rowsTtl']])).toEqual([[ttl, ttl + DAY]]);
    expect((await rows('jobTagTable')).map((row) => row['ttl'])).toEqual([ttl + DAY]);
    expect((await rows('jobDetailTable')).map((row) => row['ttl'])).toEqual([ttl + DAY]);
  });

  it('that the analyzer wrote live as long as the others, from when its fact comes', async () => {
    const { collect, config, rows, clock } = await startCollector(surroundings);
    const jobId = '1712252725875-defhgi';
    const put = (part: string) => ({ id: { S: jobId }, part: { S: part }, data: { S: '{}' }, ttl: { N: '1' } });
    for (const part of ['settings', 'mediainfo#2', 'mediainfo#3']) {
      await surroundings.dynamodb.client.send(
        new PutItemCommand({ TableName: config.jobDetailTable, Item: put(part) }),
      );
    }
    const found = { status: 'PARTIAL', reason: 'input 1: no access', numInputs: 2, numOutputs: 1 };
    await collect(
      batchOf(
        JSON.stringify({
          source: 'mediaconvert-job-progress.analyzer',
          'detail-type': 'MediaConvert Job Analysis',
          detail: { jobId, timestamp: T, ...found },
        }),
      ),
    );
    const ttl = clock.now / 1000 + 2 * DAY;
    const parts = (await rows('jobDetailTable')).map((row) => [row['part'], row['ttl'], row['data']]);
    expect(parts.sort()).toEqual([
      [
        'analysis',
        ttl,
        JSON.stringify({
          codec: null,
          frameCount: null,
          numInputs: 2,
          numOutputs: 1,
          duration: null,
          status: 'PARTIAL',
          reason: 'input 1: no access',
        }),
      ],
      ['mediainfo#2', ttl, '{}'],
      ['mediainfo#3', 1, '{}'],
      ['settings', ttl, '{}'],
    ]);
  });

  it('keep the details told last, in whatever order they come', async () => {
    const { collect, rows } = await startCollector(surroundings);
    const told = (timestamp: number, uri: string) =>
      sampleWith('INPUT_INFORMATION', { timestamp, inputDetails: [{ id: 1, uri }] });
    await collect(batchOf(told(T + 1, 's3://b/new'), told(T, 's3://b/older')));
    await collect(batchOf(told(T - 1, 's3://b/oldest')));
    expect((await rows('jobDetailTable')).map((row) => [row['at'], row['data']])).toEqual([
      [T + 1, '[{"id":1,"uri":"s3://b/new","video":[],"audio":[]}]'],
    ]);
  });

  it('follow the job into another queue', async () => {
    const { collect, rows } = await startCollector(surroundings);
    const arn = (name: string) => `arn:aws:mediaconvert:us-west-2:111122223333:queues/${name}`;
    const tags = async () => (await rows('jobTagTable')).map(({ tag }) => tag).sort();
    const jobId = '1515368087458-qnoxtd';
    await collect(batchOf(sampleWith('NEW_WARNING', { jobId, queue: arn('A'), userMetadata: { queue: 'B' } })));
    expect(await tags()).toEqual(['queue:A', 'userMetadata:queue=B']);
    await collect(batchOf(sampleWith('QUEUE_HOP', { jobId, previousQueue: arn('A'), queue: arn('B') })));
    expect(await tags()).toEqual(['queue:B', 'userMetadata:queue=B']);
  });
});
