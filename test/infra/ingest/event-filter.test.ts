import { readFileSync } from 'node:fs';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { describe, expect, it } from 'vitest';
import { analysisPatterns, eventPatterns } from '../../../infra/ingest/event-patterns.ts';
import { checkProps } from '../../../infra/check-props.ts';
import { compilePattern } from '../../../local/eventbridge/compile-pattern.ts';
import { matches } from '../../../local/eventbridge/matches.ts';

type Filter = Record<string, unknown>;
type Event = { detail: Record<string, unknown> };

const sample = (name: string): Event =>
  JSON.parse(readFileSync(new URL(`../../../schema/events/samples/${name}.json`, import.meta.url), 'utf8')) as Event;
const queueArn = (name: string): string => `arn:aws:mediaconvert:us-west-2:111122223333:queues/${name}`;

/** Jobs by what tells them apart. A job without user metadata has an empty object in its state changes, and none in CloudTrail. */
const JOBS = {
  foo: { queue: queueArn('Default'), userMetadata: { application: 'Foo', tenant: 'north-1' } },
  bar: { queue: queueArn('Premium'), userMetadata: { application: 'Bar', tenant: 'south-1' } },
  plain: { queue: queueArn('Default'), userMetadata: {} },
};

function stateChange(status: string, job: object): Event {
  const event = sample(status);
  return { ...event, detail: { ...event.detail, ...job } };
}

function createJob({ queue, userMetadata }: (typeof JOBS)[keyof typeof JOBS]): Event {
  const event = sample('CreateJob');
  const { job } = event.detail['responseElements'] as { job: object };
  const created = { ...job, queue, ...(Object.keys(userMetadata).length > 0 && { userMetadata }) };
  return { ...event, detail: { ...event.detail, responseElements: { job: created } } };
}

function isTaken(patterns: Record<string, EventPattern>, event: unknown): boolean {
  return Object.values(patterns).some(({ detailType, ...pattern }) =>
    matches(compilePattern({ ...pattern, 'detail-type': detailType }), event),
  );
}

/** The jobs of which an event is taken. */
const takenOf = (patterns: Record<string, EventPattern>, eventOf: (job: (typeof JOBS)['foo' | 'plain']) => Event) =>
  Object.entries(JOBS).flatMap(([name, job]) => (isTaken(patterns, eventOf(job)) ? [name] : []));

describe('an `eventFilter`', () => {
  const application = (...wanted: unknown[]): Filter => ({ userMetadata: { application: wanted } });

  it.each<[string, Filter, string[]]>([
    ['a value', application('Foo'), ['foo']],
    ['several values', application('Foo', 'Bar'), ['foo', 'bar']],
    ['`prefix`', { userMetadata: { tenant: [{ prefix: 'north-' }] } }, ['foo']],
    ['`suffix`', { queue: [{ suffix: ':queues/Premium' }] }, ['bar']],
    ['`wildcard`', { queue: [{ wildcard: '*:queues/De*lt' }] }, ['foo', 'plain']],
    ['`equals-ignore-case`', application({ 'equals-ignore-case': 'foo' }), ['foo']],
    ['`anything-but`, which holds for no key that is missing', application({ 'anything-but': ['Foo'] }), ['bar']],
    ['`anything-but` of a `prefix`', { queue: [{ 'anything-but': { prefix: queueArn('P') } }] }, ['foo', 'plain']],
    ['`exists`', application({ exists: true }), ['foo', 'bar']],
    ['`exists` not', application({ exists: false }), ['plain']],
    ['a value or none', application('Foo', { exists: false }), ['foo', 'plain']],
    ['a queue', { queue: [queueArn('Default')] }, ['foo', 'plain']],
    ['a queue and a value', { queue: [queueArn('Default')], ...application('Foo', 'Bar') }, ['foo']],
    ['`$or` of a queue and a value', { $or: [{ queue: [queueArn('Premium')] }, application('Foo')] }, ['foo', 'bar']],
    [
      '`$or` of two keys of the user metadata',
      { userMetadata: { $or: [{ application: ['Bar'] }, { tenant: [{ prefix: 'north' }] }] } },
      ['foo', 'bar'],
    ],
    ['`$or` beside a queue', { queue: [queueArn('Default')], $or: [application('Bar'), application('Foo')] }, ['foo']],
    ['a value that no job has', application('Baz'), []],
  ])('selects jobs by %s, by their creation as by their state changes', (_, filter, jobs) => {
    for (const patterns of [eventPatterns(filter), analysisPatterns(filter)]) {
      expect(takenOf(patterns, createJob)).toEqual(jobs);
      expect(takenOf(patterns, (job) => stateChange('INPUT_INFORMATION', job))).toEqual(jobs);
    }
    for (const status of ['PROGRESSING', 'STATUS_UPDATE', 'COMPLETE', 'ERROR', 'CANCELED', 'QUEUE_HOP'])
      expect(takenOf(eventPatterns(filter), (job) => stateChange(status, job))).toEqual(jobs);
  });

  const STATE_CHANGES = ['PROGRESSING', 'INPUT_INFORMATION', 'STATUS_UPDATE', 'COMPLETE', 'ERROR', 'CANCELED'];
  it.each<[string, Filter, string[]]>([
    ['a `status`', { status: ['COMPLETE', 'ERROR'] }, ['COMPLETE', 'ERROR']],
    ['a number', { errorCode: [1040] }, ['ERROR']],
    ['`numeric`', { framesDecoded: [{ numeric: ['>', 300, '<=', 353] }] }, ['STATUS_UPDATE']],
    ['`numeric`, which it is not', { framesDecoded: [{ numeric: ['>', 353] }] }, []],
    ['a field deep inside', { jobProgress: { currentPhase: ['TRANSCODING'] } }, ['STATUS_UPDATE']],
    ['a field in a list', { inputDetails: { uri: [{ prefix: 's3://amzn-s3-demo-bucket/' }] } }, ['INPUT_INFORMATION']],
    [
      '`$or` of a number and a status',
      { $or: [{ framesDecoded: [{ numeric: ['>', 0] }] }, { status: ['CANCELED'] }] },
      ['STATUS_UPDATE', 'CANCELED'],
    ],
  ])('selects state changes by %s, and takes every creation, which cannot answer', (_, filter, statuses) => {
    const patterns = eventPatterns(filter);

    expect(STATE_CHANGES.filter((status) => isTaken(patterns, stateChange(status, JOBS.foo)))).toEqual(statuses);
    expect(takenOf(patterns, createJob)).toEqual(['foo', 'bar', 'plain']);
  });

  it('asks of a creation no more than its record can answer', () => {
    const filter = { ...application('Foo'), status: ['COMPLETE'], $or: [{ queue: ['x'] }, { errorCode: [1040] }] };

    expect(takenOf(eventPatterns(filter), createJob)).toEqual(['foo']);
  });

  it('is a pattern for `detail`: user metadata beside `detail` would match nothing, and a whole event is refused', () => {
    const beside = { source: ['aws.mediaconvert'], userMetadata: { application: ['Foo'] } };

    expect(matches(compilePattern(beside), stateChange('PROGRESSING', JOBS.foo))).toBe(false);
    for (const eventFilter of [beside, { 'detail-type': ['x'] }, { detail: application('Foo') }])
      expect(() => checkProps({ eventFilter })).toThrow(
        /^eventFilter is .+, but must be an EventBridge pattern for detail/,
      );
    expect(() => checkProps({ eventFilter: application('Foo') })).not.toThrow();
  });
});
