import { describe, expect, it } from 'vitest';
import { requestedJobIds } from '../../../functions/reconciler/read-request.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_each, index) => `job-${index}`);

describe('the jobs that a manual invocation asks for', () => {
  it.each([
    ['one', ['a'], ['a']],
    ['the most', ids(100), ids(100)],
    ['one twice', ['a', 'b', 'a'], ['a', 'b']],
  ])('are those of `jobIds`: %s', (_case, jobIds, expected) => {
    expect(requestedJobIds({ jobIds })).toEqual(expected);
  });

  it.each([
    ['the event of a schedule', { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }],
    ['an object without `jobIds`', {}],
    ['null', null],
    ['nothing', undefined],
    ['a text', 'jobIds'],
  ])('are not named by %s', (_case, event) => {
    expect(requestedJobIds(event)).toBeUndefined();
  });

  it.each([
    ['an empty list', []],
    ['more than 100', ids(101)],
    ['an empty id', ['a', '']],
    ['a number', ['a', 1]],
    ['a text', 'a'],
    ['null', null],
    ['nothing', undefined],
  ])('are refused, with the name of `jobIds`: %s', (_case, jobIds) => {
    expect(() => requestedJobIds({ jobIds })).toThrow('jobIds must be a list of 1 to 100 strings that are not empty');
  });
});
