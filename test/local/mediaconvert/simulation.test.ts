import { GetJobCommand, ListJobsCommand } from '@aws-sdk/client-mediaconvert';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_SIMULATION, readSimulation } from '../../../local/mediaconvert/simulation.ts';
import { awsError } from '../gateway/serve-gateway.ts';
import { jobIdOf, nameOf, serveMediaConvert, type ServedMediaConvert } from './serve-media-convert.ts';

const ALL = ['CreateJob', 'PROGRESSING', 'INPUT_INFORMATION', 'STATUS_UPDATE', 'COMPLETE'];

let served: ServedMediaConvert;

beforeAll(async () => {
  served = await serveMediaConvert(100);
});

afterAll(async () => {
  await served.close();
  expect(served.log).toEqual([]);
});

const play = (tags: Record<string, string>): Promise<string> =>
  served.createJob({ StatusUpdateInterval: 'SECONDS_10', Tags: { team: 'video', ...tags } });
const details = (id: string, name: string): Record<string, unknown>[] =>
  served.events.filter((event) => jobIdOf(event) === id && nameOf(event) === name).map(({ detail }) => detail);

describe('a job with the tag', () => {
  it('`simulate:lose` never sends the events named', async () => {
    const id = await play({ 'simulate:lose': 'CreateJob,STATUS_UPDATE' });
    await served.told(id, 'COMPLETE');
    expect(served.namesOf(id)).toEqual(['PROGRESSING', 'INPUT_INFORMATION', 'COMPLETE']);
  });

  it('`simulate:duplicate` sends them twice', async () => {
    const id = await play({ 'simulate:duplicate': 'PROGRESSING STATUS_UPDATE' });
    await served.told(id, 'COMPLETE');
    expect(served.namesOf(id)).toEqual(ALL.flatMap((name) => (/PROGR|STATUS/.test(name) ? [name, name] : [name])));
    const [one, other] = details(id, 'STATUS_UPDATE');
    expect(one).toEqual(other);
  });

  it('`simulate:delay` sends them late, under the time at which they happened', async () => {
    const id = await play({ 'simulate:delay': 'STATUS_UPDATE:60s' });
    await served.told(id, 'STATUS_UPDATE');
    expect(served.namesOf(id)).toEqual([...ALL.filter((name) => name !== 'STATUS_UPDATE'), 'STATUS_UPDATE']);
    const times = ['STATUS_UPDATE', 'COMPLETE'].map((name) => Number(details(id, name)[0]?.['timestamp']));
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  it('`simulate:retries` starts over', async () => {
    const id = await play({ 'simulate:retries': '2' });
    await served.told(id, 'COMPLETE');
    // 7 s for each attempt that fails, then 11 s.
    expect(
      details(id, 'STATUS_UPDATE').map(({ framesDecoded, jobProgress }) => [
        framesDecoded,
        (jobProgress as { retryCount: number }).retryCount,
      ]),
    ).toEqual([
      [0, 1],
      [50, 2],
    ]);
    expect((await served.getJob(id)).RetryCount).toBe(2);
  });

  it('`simulate:noPercentages` tells none, neither in events nor in answers', async () => {
    const id = await play({ 'simulate:noPercentages': 'true' });
    await served.told(id, 'STATUS_UPDATE');
    expect(JSON.stringify(details(id, 'STATUS_UPDATE'))).not.toContain('ercentComplete');
    expect((await served.getJob(id)).JobPercentComplete).toBeUndefined();
  });

  it('`simulate:error` ends in `ERROR`', async () => {
    const id = await play({ 'simulate:error': '1076@0.25' });
    await served.told(id, 'ERROR');
    expect(served.namesOf(id)).toEqual(['CreateJob', 'PROGRESSING', 'INPUT_INFORMATION', 'ERROR']);
    expect(await served.getJob(id)).toMatchObject({ Status: 'ERROR', ErrorCode: 1076 });
  });

  it('`simulate:warning` sends each, and counts them at the end', async () => {
    const id = await play({ 'simulate:warning': '240000,230001,240000' });
    await served.told(id, 'COMPLETE');
    expect(details(id, 'NEW_WARNING').map(({ warningCode }) => warningCode)).toEqual(['240000', '230001', '240000']);
    const warnings = [
      { code: 240_000, count: 2 },
      { code: 230_001, count: 1 },
    ];
    expect(details(id, 'COMPLETE')[0]).toMatchObject({ warnings });
    expect((await served.getJob(id)).Warnings).toEqual(
      warnings.map(({ code, count }) => ({ Code: code, Count: count })),
    );
  });

  it('`simulate:forget` is played, and not known', async () => {
    const Id = await play({ 'simulate:forget': 'true' });
    await served.told(Id, 'COMPLETE');
    expect(await awsError(served.client.send(new GetJobCommand({ Id })))).toMatchObject({ name: 'NotFoundException' });
    const { Jobs = [] } = await served.client.send(new ListJobsCommand());
    expect(Jobs.map((job) => job.Id)).not.toContain(Id);
  });

  it('`simulate:throttle` is answered with 429 so often', async () => {
    const Id = await play({ 'simulate:throttle': '2' });
    const refused = { name: 'TooManyRequestsException', status: 429 };
    expect(await awsError(served.client.send(new GetJobCommand({ Id })))).toMatchObject(refused);
    expect(await awsError(served.client.send(new GetJobCommand({ Id })))).toMatchObject(refused);
    expect((await served.getJob(Id)).Id).toBe(Id);
  });

  it('`simulate:speed` has a clock of its own', async () => {
    const slow = await play({ 'simulate:speed': '0.0001' });
    const fast = await play({ 'simulate:speed': '100' });
    await served.told(fast, 'COMPLETE');
    expect(served.namesOf(slow)).not.toContain('INPUT_INFORMATION');
  });

  it.each([
    ['simulate:unknown', 'true', 'is no simulation'],
    ['simulate:toString', 'true', 'is no simulation'],
    ['simulate:lose', 'NOTHING', 'makes no sense'],
    ['simulate:delay', 'COMPLETE', 'makes no sense'],
    ['simulate:retries', '-1', 'makes no sense'],
    ['simulate:noPercentages', 'yes', 'makes no sense'],
    ['simulate:error', '1076@2', 'makes no sense'],
    ['simulate:warning', '24', 'makes no sense'],
    ['simulate:speed', '0', 'makes no sense'],
  ])('`%s` of %s is refused', async (tag, value, reason) => {
    const refused = await awsError(play({ [tag]: value }));
    expect(refused).toMatchObject({ name: 'BadRequestException', status: 400 });
    expect(refused.message).toContain(reason);
  });
});

it('tags of other names simulate nothing', () => {
  expect(readSimulation({ simulate: 'lose', 'x-simulate:lose': 'COMPLETE' })).toEqual(NO_SIMULATION);
});
