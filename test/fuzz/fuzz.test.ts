import { describe, it } from 'vitest';
import { runSubject } from './run-subject.ts';
import { SUBJECTS } from './subjects.ts';

/** A run in so many of those that `npm run test:fuzz` tries. */
const ONE_IN = 400;

describe('hostile input does no harm', () => {
  it.each(Object.entries(SUBJECTS))('%s', async (_, { open, share, casesARun }) => {
    await runSubject(open, { runs: Math.ceil(share / casesARun / ONE_IN), seed: 20_261_127 });
  });
});
