import { type Child, element } from '../element.ts';

/** A part of the details that is drawn anew when what it shows has changed, and hidden while it is empty. */
export type Section<Value> = { root: HTMLElement; show(value: Value): void };

/** A section with a heading. `draw` makes its content from a value; equal JSON is not drawn twice. */
export function createSection<Value>(heading: string, draw: (value: Value) => Child[]): Section<Value> {
  const part = createPart(draw);
  const root = element('section', { hidden: '' }, element('h3', {}, heading), part.root);
  return {
    root,
    show(value) {
      part.show(value);
      root.hidden = part.root.hidden;
    },
  };
}

/** The same without a heading. */
export function createPart<Value>(draw: (value: Value) => Child[]): Section<Value> {
  const root = element('div', { hidden: '' });
  let drawn: string | undefined;
  return {
    root,
    show(value) {
      const key = JSON.stringify(value);
      if (key === drawn) return;
      drawn = key;
      const children = draw(value);
      root.hidden = children.length === 0;
      root.replaceChildren(...children);
    },
  };
}
