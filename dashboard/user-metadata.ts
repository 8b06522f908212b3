import { element } from './element.ts';

/** A job's user metadata as list items, key and value apart. They are strangers' text, and stay text. */
export function userMetadataChips(pairs: readonly { key: string; value: string }[]): HTMLLIElement[] {
  return pairs.map(({ key, value }) =>
    element(
      'li',
      { class: 'chip', title: `${key} = ${value}` },
      element('span', { class: 'chip-key' }, key),
      ' ',
      element('span', { class: 'chip-value' }, value),
    ),
  );
}
