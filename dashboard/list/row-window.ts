import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';

/** The part of a long list of equally high rows that is in sight. */
export type RowWindow = {
  /** The indexes of the rows in sight, and of some around them. */
  indexes(): number[];
  /** How many rows there are. */
  resize(count: number): void;
  /** Moves what is in sight by a number of rows, without anything seeming to move. */
  shift(rows: number): void;
  /** Brings a row into sight. */
  reveal(index: number): void;
  /** The first row that is wholly or partly in sight. */
  first(): number;
  /** Where a row begins, in pixels. */
  offset(index: number): number;
  height(): number;
  toTop(): void;
};

/** Rows that are drawn beyond what is in sight, on each side, so that a quick scroll meets rows and no void. */
const OVERSCAN = 8;

/** A window of rows in `scroller`. `rowHeight` is asked at first and whenever its width changes; `onChange` is called when other rows come into sight. */
export function createRowWindow(
  scroller: HTMLElement,
  { rowHeight, onChange }: { rowHeight(): number; onChange(): void },
): RowWindow {
  let height = rowHeight();
  let width = scroller.clientWidth;
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
    count: 0,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    overscan: OVERSCAN,
    onChange,
  });
  virtualizer._didMount();
  virtualizer._willUpdate();
  new ResizeObserver(() => {
    if (scroller.clientWidth === width || scroller.clientWidth === 0) return;
    width = scroller.clientWidth;
    const first = scroller.scrollTop / height;
    height = rowHeight();
    virtualizer.measure();
    scroller.scrollTop = first * height;
    onChange();
  }).observe(scroller);

  return {
    indexes: () => virtualizer.getVirtualItems().map(({ index }) => index),
    resize(count) {
      if (virtualizer.options.count === count) return;
      virtualizer.setOptions({ ...virtualizer.options, count });
      virtualizer._willUpdate();
    },
    shift(rows) {
      scroller.scrollTop += rows * height;
    },
    reveal(index) {
      const [above, below] = [index * height, (index + 1) * height - scroller.clientHeight];
      if (scroller.scrollTop > above) scroller.scrollTop = above;
      else if (scroller.scrollTop < below) scroller.scrollTop = below;
    },
    first: () => Math.floor(scroller.scrollTop / height),
    offset: (index) => index * height,
    height: () => virtualizer.options.count * height,
    toTop() {
      scroller.scrollTop = 0;
    },
  };
}
