import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJobListing, type JobListing } from '../../../../client/job/list/job-listing.ts';
import type { JobProgress } from '../../../../client/job/job-progress.ts';
import { jobProgress } from '../../job-progress.ts';

const job = (number: number, changes: Parameters<typeof jobProgress>[0] = {}): JobProgress =>
  jobProgress({ jobId: `job-${number}`, createdAt: new Date(number * 1000).toISOString(), ...changes });
const jobs = (listing: JobListing): JobProgress[] => listing.rows().map((listed) => listed.job);
const ids = (listing: JobListing): string[] => jobs(listing).map(({ jobId }) => jobId);

describe('a job listing', () => {
  it('lists nothing before anything was read', () => {
    const listing = createJobListing({}, 10);
    listing.accept(job(1));

    expect([jobs(listing), listing.hasMore()]).toEqual([[], true]);
  });

  it('is newest first and keeps a job in its place while it changes', () => {
    const listing = createJobListing({}, 10);
    listing.replace([job(3), job(1)], false);
    listing.accept(job(2));
    const rows = listing.rows();
    listing.accept(job(1, { version: 2 }));

    expect(jobs(listing)).toEqual([job(3), job(2), job(1, { version: 2 })]);
    expect(listing.rows()).toBe(rows);
  });

  it('takes no state that is not newer', () => {
    const listing = createJobListing({}, 10);
    listing.replace([job(1, { version: 3 })], false);

    expect([listing.accept(job(1, { version: 2 })), listing.accept(job(1, { version: 3 }))]).toEqual([false, false]);
    expect(jobs(listing)).toEqual([job(1, { version: 3 })]);
  });

  it('has no gap: an older job of which an update tells waits until those before it were read', () => {
    const listing = createJobListing({}, 10);
    listing.replace([job(9), job(8)], true);
    listing.accept(job(5, { version: 2 }));
    const before = ids(listing);
    listing.extend([job(7), job(6)], true);
    const between = ids(listing);
    listing.extend([job(5), job(4)], false);

    expect([before, between]).toEqual([
      ['job-9', 'job-8'],
      ['job-9', 'job-8', 'job-7', 'job-6'],
    ]);
    expect(jobs(listing).slice(4)).toEqual([job(5, { version: 2 }), job(4)]);
  });

  it('drops what leaves the filter, and does not let an older state bring it back', () => {
    const listing = createJobListing({ status: 'PROGRESSING' }, 10);
    listing.replace([job(2), job(1)], false);

    expect(listing.accept(job(1, { version: 3, status: 'COMPLETE' }))).toBe(true);
    expect(listing.accept(job(1, { version: 2 }))).toBe(false);
    listing.replace([job(2), job(1, { version: 2 })], false);
    expect(ids(listing)).toEqual(['job-2']);
  });

  it('drops what is not read any more, unless an update told of it since the interruption', () => {
    const listing = createJobListing({}, 10);
    listing.replace([job(3), job(2), job(1)], false);
    listing.interrupt();
    listing.accept(job(2, { version: 2 }));
    listing.replace([job(3)], false);

    expect(ids(listing)).toEqual(['job-3', 'job-2']);
  });

  it('holds the newest: the oldest makes room, and the list ends there', () => {
    const listing = createJobListing({}, 2);
    listing.replace([job(3), job(2)], true);
    listing.accept(job(4));
    const full = [ids(listing), listing.hasMore(), listing.isFull()];
    listing.accept(job(1));

    expect(full).toEqual([['job-4', 'job-3'], false, true]);
    expect(ids(listing)).toEqual(['job-4', 'job-3']);
  });

  it('finds what it lists', () => {
    const listing = createJobListing({ queueName: 'Default' }, 10);
    listing.replace([job(1)], false);

    expect([listing.find('job-1'), listing.find('job-2')]).toEqual([job(1), undefined]);
  });

  it('ends in the same list whatever the order and number of updates', () => {
    const update = fc.record({
      number: fc.nat(12),
      version: fc.integer({ min: 1, max: 5 }),
    });
    // Of one version there is one state.
    const state = ({ number, version }: { number: number; version: number }): JobProgress =>
      job(number, { version, status: (number + version) % 2 === 0 ? 'PROGRESSING' : 'SUBMITTED' });
    fc.assert(
      fc.property(fc.array(update), fc.array(update), (updates, order) => {
        const all = [...updates, ...order];
        const shuffled = [...order, ...updates].reverse();
        const [one, two] = [
          createJobListing({ status: 'PROGRESSING' }, 99),
          createJobListing({ status: 'PROGRESSING' }, 99),
        ];
        for (const listing of [one, two]) listing.replace([], false);
        for (const each of all) one.accept(state(each));
        for (const each of shuffled) two.accept(state(each));
        expect(jobs(one)).toEqual(jobs(two));
      }),
    );
  });
});
