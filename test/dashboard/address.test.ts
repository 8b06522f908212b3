import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_STATUSES } from '../../client/job/job-statuses.ts';
import { hashOf, type Place, readPlace, START } from '../../dashboard/address.ts';

describe('an address', () => {
  it.each<[string, Place]>([
    ['', START],
    ['#', START],
    ['#job=1671477617078-2886ye', { ...START, jobId: '1671477617078-2886ye' }],
    ['#view=queues', { ...START, view: 'queues' }],
    [
      '#status=ERROR&queue=Default&key=customer&value=a%26b',
      {
        view: 'jobs',
        filter: { status: 'ERROR', queueName: 'Default', userMetadata: { key: 'customer', value: 'a&b' } },
      },
    ],
    ['#key=customer&value=', { ...START, filter: { userMetadata: { key: 'customer', value: '' } } }],
    ['#view=nothing&status=DONE&queue=&value=b&job=', START],
  ])('%s is read as the place that it names, without what it does not understand', (hash, place) => {
    expect(readPlace(hash)).toEqual(place);
  });

  it('leads to the very place that it was made of', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    const place = fc.record({
      view: fc.constantFrom('jobs' as const, 'queues' as const),
      filter: fc.record({
        status: fc.option(fc.constantFrom(...JOB_STATUSES), { nil: undefined }),
        queueName: fc.option(text, { nil: undefined }),
        userMetadata: fc.option(fc.record({ key: text, value: fc.string({ unit: 'grapheme' }) }), { nil: undefined }),
      }),
      jobId: fc.option(text, { nil: undefined }),
    });
    fc.assert(
      fc.property(place, (there) => {
        expect(readPlace(hashOf(there))).toEqual(there);
      }),
    );
  });
});
