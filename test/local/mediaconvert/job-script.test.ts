import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEMO_PLANS } from '../../../local/mediaconvert/demo-plans.ts';
import { atSpeed, type JobPlan } from '../../../local/mediaconvert/job-plan.ts';
import { jobScript, type TimedEvent } from '../../../local/mediaconvert/job-script.ts';
import { randomJobId, seededRandom } from '../../../local/mediaconvert/random.ts';
import type { JobProgressDetail, JobStateChangeDetail } from '../../../schema/events/job-state-change.ts';

const options = { region: 'us-east-1', accountId: '000000000000', submittedMs: 1_700_000_000_400, queuedMs: 1_000 };
const TERMINAL = ['COMPLETE', 'ERROR', 'CANCELED'];

const duration = fc.integer({ min: 1, max: 60_000 });
const plans: fc.Arbitrary<JobPlan> = fc
  .record({
    plan: fc.constantFrom(...DEMO_PLANS),
    speed: fc.constantFrom(0.5, 1, 10, 1_000),
    durations: fc.record({ probingMs: duration, transcodingMs: duration, uploadingMs: duration }),
    updateIntervalMs: fc.integer({ min: 500, max: 10_000 }),
  })
  .map(({ plan, speed, durations, updateIntervalMs }) =>
    atSpeed({ ...plan, ...durations, updateIntervalMs: updateIntervalMs * speed }, speed),
  );

function play(plan: JobPlan, queuedMs = options.queuedMs): TimedEvent[] {
  return jobScript({ ...options, queuedMs, plan, jobId: '1700000000400-abc123' });
}

function details(script: TimedEvent[]): JobStateChangeDetail[] {
  return script.flatMap(({ event }) =>
    event['detail-type'] === 'MediaConvert Job State Change' ? [event.detail] : [],
  );
}

function progress(script: TimedEvent[]): JobProgressDetail[] {
  return details(script).flatMap((detail) =>
    detail.status === 'STATUS_UPDATE' && detail.jobProgress !== undefined ? [detail.jobProgress] : [],
  );
}

describe('jobScript', () => {
  it('begins with CreateJob and ends with the one terminal status', () => {
    fc.assert(
      fc.property(plans, fc.nat(10_000), (plan, queuedMs) => {
        const script = play(plan, queuedMs);
        const statuses = details(script).map(({ status }) => status as string);
        expect(script[0]?.event.detail).toMatchObject({ eventName: 'CreateJob' });
        expect(script.at(-1)?.event.detail).toMatchObject({ status: plan.end.status });
        expect(statuses.filter((status) => TERMINAL.includes(status))).toEqual([plan.end.status]);
      }),
    );
  });

  it('never goes back in time, and stamps each event with its time', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const script = play(plan);
        const times = script.map(({ atMs }) => atMs);
        expect(times).toEqual([...times].sort((one, other) => one - other));
        expect(details(script).map(({ timestamp }) => timestamp)).toEqual(
          script
            .filter(({ event }) => event['detail-type'] === 'MediaConvert Job State Change')
            .map(({ atMs }) => options.submittedMs + atMs),
        );
      }),
    );
  });

  it('never goes back in percentages and frames, and stays within their bounds', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const script = play(plan);
        const frames = details(script).flatMap((detail) =>
          detail.status === 'STATUS_UPDATE' ? [detail.framesDecoded ?? -1] : [],
        );
        const percents = progress(script).map(({ jobPercentComplete }) => jobPercentComplete ?? 0);
        for (const [values, most] of [
          [frames, plan.video.frames],
          [percents, 100],
        ] as const) {
          expect(values).toEqual([...values].sort((one, other) => one - other));
          expect(values.every((value) => value >= 0 && value <= most)).toBe(true);
        }
      }),
    );
  });

  it('says nothing of percentages where the service cannot estimate', () => {
    const plan = DEMO_PLANS.find(({ hasPercentages }) => !hasPercentages);
    const updates = plan === undefined ? [] : progress(play(plan));
    expect(updates.length).toBeGreaterThan(0);
    expect(JSON.stringify(updates)).not.toContain('ercentComplete');
  });

  it('carries what the documented STATUS_UPDATE carries', () => {
    const [plan] = DEMO_PLANS;
    if (plan === undefined) throw new Error('there are no plans');
    const update = play(plan).find(({ event }) => 'status' in event.detail && event.detail.status === 'STATUS_UPDATE');
    const sample: unknown = JSON.parse(
      readFileSync(new URL('../../../schema/events/samples/STATUS_UPDATE.json', import.meta.url), 'utf8'),
    );
    // What the bus adds to every event.
    const envelope = { version: '0', id: '', account: '', region: '' };
    expect(shape({ ...envelope, ...update?.event })).toEqual(shape(sample));
  });

  it('tells of a hop before PROGRESSING, of a warning, and of a cancellation by CancelJob', () => {
    const orders = DEMO_PLANS.map((plan) =>
      play(plan, 6_000)
        .map(({ event }) => ('eventName' in event.detail ? event.detail.eventName : event.detail.status))
        .filter((name) => name !== 'STATUS_UPDATE'),
    );
    const begin = ['CreateJob', 'PROGRESSING', 'INPUT_INFORMATION'];
    expect(orders).toEqual([
      [...begin, 'COMPLETE'],
      [...begin, 'NEW_WARNING', 'COMPLETE'],
      [...begin, 'COMPLETE'],
      [...begin, 'ERROR'],
      ['CreateJob', 'QUEUE_HOP', 'PROGRESSING', 'INPUT_INFORMATION', 'COMPLETE'],
      [...begin, 'CancelJob', 'CANCELED'],
      [...begin, 'COMPLETE'],
    ]);
  });

  it('moves a bar about once a second', () => {
    const [plan] = DEMO_PLANS;
    const percents = plan === undefined ? [] : progress(play(plan)).map((update) => update.jobPercentComplete);
    expect(percents.length).toBeGreaterThan(30);
    expect(new Set(percents).size).toBe(percents.length);
  });
});

describe('randomJobId', () => {
  it('is epoch milliseconds and six letters or digits, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const id = randomJobId(1_524_854_276_176, seededRandom(seed));
        expect(id).toMatch(/^1524854276176-[0-9a-z]{6}$/);
        expect(randomJobId(1_524_854_276_176, seededRandom(seed))).toBe(id);
      }),
    );
  });
});

/** The types of all members, in any order. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== 'object' || value === null) return typeof value;
  // User metadata is whatever users say.
  const members = Object.entries(value).filter(([name]) => name !== 'userMetadata');
  return Object.fromEntries(members.map(([name, member]) => [name, shape(member)]));
}
