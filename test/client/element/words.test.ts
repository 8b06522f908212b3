import { describe, expect, it } from 'vitest';
import { ENGLISH, fill, wordsFor } from '../../../client/element/words.ts';

describe('words', () => {
  const given = { de: { running: 'Läuft' }, 'de-CH': { running: 'Lauft' } };

  it.each([
    ['de', 'de', 'Läuft'],
    ['de-AT', 'de', 'Läuft'],
    ['de-CH', 'de-CH', 'Lauft'],
    ['fr', 'en', 'Running'],
    ['', 'en', 'Running'],
  ])('for `%s` are those of `%s`', (language, spoken, running) => {
    expect(wordsFor(language, given)).toEqual({ words: { ...ENGLISH, running }, language: spoken });
  });

  it('have their places filled, whatever the values hold', () => {
    expect(fill('Job {id}: {other}', { id: '$& {id}' })).toBe('Job $& {id}: {other}');
  });
});
