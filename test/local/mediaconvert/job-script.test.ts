import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobScript, type StateChangeFacts, type Step } from '../../../local/mediaconvert/job-script.ts';
import { endMs, type Timeline } from '../../../local/mediaconvert/timeline.ts';

const duration = fc.integer({ min: 1, max: 600_000 });
const timelines: fc.Arbitrary<Timeline> = fc
  .record({
    probingMs: duration,
    transcodingMs: duration,
    uploadingMs: duration,
    frames: fc.nat(1_000_000),
    hasPercentages: fc.boolean(),
    retries: fc.nat(3),
    failsAt: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
  })
  .map(({ failsAt, ...timeline }) => ({ ...timeline, ...(failsAt !== null && { failsAt }) }));

const INPUTS: StateChangeFacts = { status: 'INPUT_INFORMATION', inputDetails: [] };
const WARNING: StateChangeFacts = { status: 'NEW_WARNING', warningCode: '240000' };

function play(timeline: Timeline): Step[] {
  const end: StateChangeFacts = { status: timeline.failsAt === undefined ? 'COMPLETE' : 'ERROR' };
  return jobScript(timeline, { intervalS: 10, inputs: INPUTS, warnings: [WARNING], end });
}

function updates(steps: Step[]): Extract<StateChangeFacts, { status: 'STATUS_UPDATE' }>[] {
  return steps.flatMap(({ facts }) => (facts.status === 'STATUS_UPDATE' ? [facts] : []));
}

describe('jobScript', () => {
  it('never goes back in time, and ends with the only terminal status', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const steps = play(timeline);
        const times = steps.map(({ atMs }) => atMs);
        expect(times).toEqual([...times].sort((one, other) => one - other));
        expect(times.at(-1)).toBe(endMs(timeline));
        const statuses = steps.map(({ facts }) => facts.status);
        expect(statuses.filter((status) => status === 'COMPLETE' || status === 'ERROR')).toEqual([statuses.at(-1)]);
      }),
    );
  });

  it('tells once an interval how far the job is', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const times = play(timeline).flatMap(({ atMs, facts }) => (facts.status === 'STATUS_UPDATE' ? [atMs] : []));
        expect(times).toEqual(times.map((_, index) => (index + 1) * 10_000));
        expect(times.length).toBe(Math.max(0, Math.ceil(endMs(timeline) / 10_000) - 1));
      }),
    );
  });

  it('never goes back in percentages and frames within an attempt, and stays within their bounds', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const told = updates(play(timeline)).map(({ framesDecoded, jobProgress }) => ({
          attempt: jobProgress?.retryCount ?? -1,
          frames: framesDecoded ?? -1,
          percent: jobProgress?.jobPercentComplete ?? 0,
        }));
        for (const [index, { attempt, frames, percent }] of told.entries()) {
          const before = told[index - 1];
          expect(frames >= 0 && frames <= timeline.frames && percent >= 0 && percent <= 100).toBe(true);
          expect(attempt >= (before?.attempt ?? 0) && attempt <= timeline.retries).toBe(true);
          if (before?.attempt === attempt) expect(frames >= before.frames && percent >= before.percent).toBe(true);
        }
      }),
    );
  });

  it('says nothing of percentages where the service cannot estimate', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const told = JSON.stringify(updates(play({ ...timeline, hasPercentages: false })));
        expect(told).not.toContain('ercentComplete');
      }),
    );
  });

  it('carries what the documented STATUS_UPDATE carries', () => {
    const sample = JSON.parse(
      readFileSync(new URL('../../../schema/events/samples/STATUS_UPDATE.json', import.meta.url), 'utf8'),
    ) as { detail: Record<string, unknown> };
    const timeline = {
      ...{ probingMs: 5_000, transcodingMs: 30_000, uploadingMs: 3_000 },
      ...{ frames: 750, hasPercentages: true, retries: 0 },
    };
    const [update] = updates(play(timeline));
    const { framesDecoded, jobProgress, status } = sample.detail;
    expect(shape(update)).toEqual(shape({ framesDecoded, jobProgress, status }));
  });
});

/** The types of all members, in any order. */
function shape(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shape(member)]));
}
