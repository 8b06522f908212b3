import { describe, expect, it } from 'vitest';
import { succeededMessages } from '../../../local/lambda/batch-outcome.ts';

describe('succeededMessages', () => {
  it.each<[string, unknown, string[]]>([
    ['no failures', { batchItemFailures: [] }, ['a', 'b', 'c']],
    ['`null` for the list', { batchItemFailures: null }, ['a', 'b', 'c']],
    ['an empty answer', {}, ['a', 'b', 'c']],
    ['`null`', null, ['a', 'b', 'c']],
    ['one failure', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['a', 'c']],
    ['every failure', { batchItemFailures: ['a', 'b', 'c'].map((itemIdentifier) => ({ itemIdentifier })) }, []],
    ['an unknown id', { batchItemFailures: [{ itemIdentifier: 'x' }] }, []],
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, []],
    ['a `null` id', { batchItemFailures: [{ itemIdentifier: null }] }, []],
    ['a misspelt key', { batchItemFailures: [{ itemIdentifer: 'b' }] }, []],
    ['a list of ids', { batchItemFailures: ['b'] }, []],
    ['a list that is none', { batchItemFailures: 'b' }, []],
    ['a text', 'ok', []],
  ])('reads %s', (_, answer, succeeded) => {
    expect(succeededMessages(['a', 'b', 'c'], JSON.stringify(answer))).toEqual(succeeded);
  });
});
