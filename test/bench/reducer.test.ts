import { describe, expect, it } from 'vitest';
import { measureReducer } from '../../bench/reducer.ts';

describe('the measurement of the reducer', () => {
  it('gives a rate for each round, of whole jobs that come to their end', async () => {
    const rates = await measureReducer({ events: 1, rounds: 3 });
    expect(rates).toHaveLength(3);
    expect(Math.min(...rates)).toBeGreaterThan(0);
  });
});
