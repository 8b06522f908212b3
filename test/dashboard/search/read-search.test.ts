import { describe, expect, it } from 'vitest';
import { type Place, START } from '../../../dashboard/address.ts';
import { readSearch } from '../../../dashboard/search/read-search.ts';

const from: Place = { view: 'queues', filter: { status: 'ERROR', queueName: 'Default' }, jobId: 'a' };

describe('a search', () => {
  it.each<[string, Place | undefined]>([
    [' 1671477617078-2886ye ', { ...from, jobId: '1671477617078-2886ye' }],
    ['customer=acme', { ...START, filter: { status: 'ERROR', userMetadata: { key: 'customer', value: 'acme' } } }],
    ['a = b = c', { ...START, filter: { status: 'ERROR', userMetadata: { key: 'a', value: 'b = c' } } }],
    ['customer=', { ...START, filter: { status: 'ERROR', userMetadata: { key: 'customer', value: '' } } }],
    ['queue: priority', { ...START, filter: { status: 'ERROR', queueName: 'priority' } }],
    ['queue:a=b', { ...START, filter: { status: 'ERROR', userMetadata: { key: 'queue:a', value: 'b' } } }],
    ['=acme', undefined],
    ['  ', undefined],
  ])('for %j leads to what is searched for', (text, place) => {
    expect(readSearch(text, from)).toEqual(place);
  });
});
