import { type Child, element } from '../element.ts';

/** A part of the details that is drawn anew when what it shows has changed, and hidden while it is empty. */
export type Section<Value> = { root: HTMLElement; show(value: Value): void };

/** A section with a heading. `draw` makes its content from a value; equal JSON is not drawn twice. */
export function createSection<Value>(heading: string, draw: (value: Value) => Child[]): Section<Value> {
  const content = element('div', { class: 'section-content' });
  const root = element('section', { hidden: '' }, element('h3', {}, heading), content);
  let drawn: string | undefined;
  return {
    root,
    show(value) {
      const key = JSON.stringify(value);
      if (key === drawn) return;
      drawn = key;
      const children = draw(value);
      root.hidden = children.length === 0;
      content.replaceChildren(...children);
    },
  };
}
