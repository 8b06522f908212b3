import assert from 'node:assert/strict';
import { canonicalJson } from '../../../../../functions/collector/job/canonical-json.ts';
import { describeJob } from '../../../../../functions/collector/job/describe-job.ts';
import type { JobDescription } from '../../../../../functions/collector/job/describe-job.ts';
import type { JobRecord } from '../../../../../functions/collector/job/job-record.ts';
import { fromItem, toItem } from '../../../../../functions/collector/store/job-item.ts';
import { collect, collectInOrder, deliveryOf } from './deliver.ts';
import type { WrittenJob } from './write-job.ts';

/** Throws unless everything holds that is promised of a job, however its events are delivered. */
export function checkJob({ jobId, events, realistic }: WrittenJob, seed: number): void {
  if (events.length === 0) return;
  const delivery = deliveryOf(events, seed);
  const stored = collect(jobId, delivery);
  const last = stored.at(-1);
  const inOrder = collectInOrder(jobId, delivery.arrived);
  assert.ok(last !== undefined);
  assert.equal(canonicalJson(last.state), canonicalJson(inOrder.state), 'the state is that of in-order delivery');
  assert.equal(last.createdAt, inOrder.createdAt);
  assert.equal(canonicalJson(fromItem(toItem(last))), canonicalJson(last), 'an item is read as it was written');

  const texts = stored.map(({ state }) => canonicalJson(state));
  const described = stored.map(({ state }) => describeJob(state));
  described.forEach(checkFigures);
  for (let index = 1; index < stored.length; index += 1) {
    const [before, after] = [stored[index - 1], stored[index]];
    const [was, is] = [described[index - 1], described[index]];
    assert.ok(before !== undefined && after !== undefined && was !== undefined && is !== undefined);
    checkRecords(before, after, texts[index - 1] !== texts[index]);
    checkProgress(was, is, realistic);
  }
}

function checkRecords(before: JobRecord, after: JobRecord, learnt: boolean): void {
  assert.equal(after.version, before.version + (learnt ? 1 : 0), 'the version grows by one with what was learnt');
  assert.equal(after.createdAt, before.createdAt);
  assert.ok(after.ttl >= before.ttl && after.heardAt >= before.heardAt);
}

/** Only of realistic jobs is it sure that they end once, and that their frames are counted alike each time. */
function checkProgress(before: JobDescription, after: JobDescription, realistic: boolean): void {
  const [was, is] = [before.progressMetrics, after.progressMetrics];
  if (isOver(before)) assert.ok(isOver(after), 'an end is for ever');
  const retries = [was.retryCount ?? 0, is.retryCount ?? 0] as const;
  assert.ok(retries[0] <= retries[1], '`retryCount` never falls');
  const comparable = realistic || (was.frameCount === is.frameCount && before.status === after.status);
  if (retries[0] < retries[1] || !comparable) return;
  for (const name of ['percentJobComplete', 'percentDecodeComplete', 'framesDecoded'] as const) {
    const [from, to] = [was[name], is[name]];
    if (from === undefined || (name === 'framesDecoded' && was.frameCount !== is.frameCount)) continue;
    assert.ok(to !== undefined && to >= from, `${name} fell from ${from} to ${to}`);
  }
}

function checkFigures({ progressMetrics: { phaseDurations = {}, ...metrics } }: JobDescription): void {
  for (const [name, value] of Object.entries({ ...metrics, ...phaseDurations })) {
    if (typeof value !== 'number') continue;
    const most = /percent/i.test(name) ? 100 : Number.MAX_SAFE_INTEGER;
    assert.ok(value >= 0 && value <= most, `${name} is ${value}`);
  }
  assert.equal(metrics.percentJobComplete === undefined, metrics.percentSource === undefined);
}

function isOver({ status }: JobDescription): boolean {
  return status !== 'SUBMITTED' && status !== 'PROGRESSING';
}
