import { type Child, element } from '../element.ts';

/** A name and what belongs to it. */
export type Definition = readonly [name: string, value: Child];

/** A `<dl>` of figures: each pair in a box of its own. */
export function definitionList(definitions: readonly Definition[]): HTMLDListElement {
  const pairs = definitions.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value)),
  );
  return element('dl', { class: 'figures' }, ...pairs);
}
