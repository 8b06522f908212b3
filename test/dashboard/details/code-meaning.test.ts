import { describe, expect, it } from 'vitest';
import { errorMeaning, warningMeaning } from '../../../dashboard/details/codes/code-meaning.ts';

describe('the meaning of a code', () => {
  it.each([
    [
      errorMeaning(1010),
      'An input file could not be opened.',
      'https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_error_codes.html#1010',
    ],
    [
      errorMeaning(4711),
      undefined,
      'https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_error_codes.html#4711',
    ],
    [errorMeaning(null), undefined, 'https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_error_codes.html'],
    [
      warningMeaning(270000),
      'Amazon S3 asked to slow down while outputs were written: the job may take longer.',
      'https://docs.aws.amazon.com/mediaconvert/latest/ug/warning_codes.html#270000',
    ],
  ])('is told as far as it is known, with the page that tells more: %j', ({ meaning, href }, expected, page) => {
    expect([meaning, href]).toEqual([expected, page]);
  });
});
