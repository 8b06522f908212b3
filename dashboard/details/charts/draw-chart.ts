import uPlot from 'uplot';

/** A line over time on the page. */
export type Chart = {
  /** Draws other values. Times in epoch milliseconds; the axis of time reaches from `from` to the last of them. */
  update(data: { times: number[]; values: (number | null)[]; restarts: number[]; from: number | undefined }): void;
  close(): void;
};

const HEIGHT_PX = 160;
const FONT = '12px system-ui, sans-serif';
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/**
 * An empty chart in a box, as wide as that, in the colours of its style sheet, also when those change: `color` for texts,
 * `border-color` for the grid, `stroke` for the line, `fill` below it, `background` of its points. `top` is the end of the scale, the highest value by default.
 * Charts of one `group` point at the same time.
 */
export function drawChart(
  box: HTMLElement,
  {
    group,
    text,
    top,
    onPoint,
  }: { group: string; text: (value: number) => string; top?: number; onPoint(index: number | null | undefined): void },
): Chart {
  const style = getComputedStyle(box);
  const gone = new AbortController();
  let restarts: number[] = [];
  let from: number | undefined;
  const axis = {
    stroke: () => style.color,
    font: FONT,
    grid: { stroke: () => style.borderTopColor, width: 1 },
    ticks: { show: false },
  };

  const plot = new uPlot(
    {
      width: box.clientWidth || 300,
      height: HEIGHT_PX,
      ms: 1,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: group } },
      scales: {
        x: { range: (_plot, min, max) => span(Math.min(from ?? min, min), max) },
        y: { range: (_plot, _min, max) => [0, top ?? (max > 0 ? max * 1.1 : 1)] },
      },
      axes: [
        { ...axis, space: 90, size: 28, values: (_plot, times) => times.map((time) => CLOCK.format(time)) },
        { ...axis, size: 52, space: 36, values: (_plot, values) => values.map(text) },
      ],
      series: [
        {},
        { stroke: () => style.stroke, fill: () => style.fill, width: 2, points: { fill: () => style.backgroundColor } },
      ],
      hooks: {
        setCursor: [({ cursor }) => onPoint(cursor.idx)],
        draw: [(drawn) => drawRestarts(drawn, restarts, style.color)],
      },
    },
    [[], []],
    box,
  );

  const resize = new ResizeObserver(() => {
    if (box.clientWidth > 0) plot.setSize({ width: box.clientWidth, height: HEIGHT_PX });
  });
  resize.observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot.redraw(false), {
    signal: gone.signal,
  });

  return {
    update(data) {
      ({ restarts, from } = data);
      plot.setData([data.times, data.values]);
    },
    close() {
      gone.abort();
      resize.disconnect();
      plot.destroy();
    },
  };
}

/** A scale needs a length: a single point stands in the middle of a second. */
function span(from: number, to: number): [number, number] {
  return from === to ? [from - 500, to + 500] : [from, to];
}

/** A broken line where the job was started over. */
function drawRestarts({ ctx, bbox, valToPos }: uPlot, restarts: number[], colour: string): void {
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  for (const time of restarts) {
    const x = Math.round(valToPos(time, 'x', true));
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
  }
  ctx.stroke();
  ctx.restore();
}
