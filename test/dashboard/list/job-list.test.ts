import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJobList } from '../../../dashboard/list/job-list.ts';
import { jobProgress } from '../../client/job-progress.ts';

const job = (number: number, version = 1) =>
  jobProgress({ jobId: `job-${number}`, version, createdAt: new Date(number * 1000).toISOString() });

describe('a job list', () => {
  it('is newest first and keeps a job in its place while it changes', () => {
    const list = createJobList(10);
    for (const number of [2, 3, 1]) list.accept(job(number));
    list.accept(job(1, 2));

    expect(list.jobs()).toEqual([job(3), job(2), job(1, 2)]);
  });

  it('drops the oldest job for a newer one, and takes none that is older than all of them', () => {
    const list = createJobList(2);
    list.accept(job(2));
    list.accept(job(3));

    expect(list.accept(job(4))).toEqual({ shown: true, dropped: job(2) });
    expect(list.accept(job(1))).toEqual({ shown: false });
    expect(list.jobs()).toEqual([job(4), job(3)]);
  });

  it('ends in the same list whatever the order and number of updates', () => {
    const update = fc.record({ number: fc.nat(20), version: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(fc.array(update), fc.array(update), (updates, order) => {
        const shuffled = [...updates, ...order].sort((a, b) => a.version - b.version || a.number - b.number);
        const [one, two] = [createJobList(8), createJobList(8)];
        for (const { number, version } of [...updates, ...order]) one.accept(job(number, version));
        for (const { number, version } of shuffled) two.accept(job(number, version));
        expect(one.jobs().map(({ jobId }) => jobId)).toEqual(two.jobs().map(({ jobId }) => jobId));
      }),
    );
  });
});
