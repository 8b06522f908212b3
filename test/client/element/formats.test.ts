import { describe, expect, it } from 'vitest';
import { formatsFor } from '../../../client/element/formats.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('figures', () => {
  it.each([
    ['en', 45.9, '45%', '45 percent'],
    ['en', 99.999, '99%', '99 percent'],
    ['de', 45.9, '45 %', '45 Prozent'],
    ['not a language', 7, '7%', '7 percent'],
  ])('in %s of %d percent are `%s`, said `%s`', (language, value, short, long) => {
    const { percent } = formatsFor(language);
    expect([plain(percent(value, 'short')), plain(percent(value, 'long'))]).toEqual([short, long]);
  });

  it.each([
    [0.2, '5 sec', '5 seconds'],
    [31, '35 sec', '35 seconds'],
    [56, '1 min', '1 minute'],
    [131, '2 min', '2 minutes'],
    [3569, '59 min', '59 minutes'],
    [3580, '1 hr', '1 hour'],
    [3900, '1 hr 5 min', '1 hour 5 minutes'],
    [200_000, '55 hr 33 min', '55 hours 33 minutes'],
  ])('of %d seconds are `%s`, said `%s`', (seconds, short, long) => {
    const { duration } = formatsFor('en');
    expect([duration(seconds, 'short'), duration(seconds, 'long')]).toEqual([short, long]);
  });
});
