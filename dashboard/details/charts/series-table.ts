import { element } from '../../element.ts';
import { momentText } from '../../words/moment.ts';
import { count, frameRate, percent } from '../../words/quantity.ts';
import type { Series } from './series.ts';

/** What the charts draw, as a table that is made when it is opened. */
export function createSeriesTable(): { root: HTMLElement; show(series: Series): void } {
  const body = element('tbody');
  const heads = ['Time', 'Complete', 'Frames decoded', 'Decode rate'].map((name) =>
    element('th', { scope: 'col' }, name),
  );
  const table = element(
    'table',
    { class: 'table' },
    element('caption', { class: 'spoken' }, 'Updates of the job'),
    element('thead', {}, element('tr', {}, ...heads)),
    body,
  );
  const box = element(
    'div',
    { class: 'scrolls', tabindex: '0', role: 'group', 'aria-label': 'Updates of the job' },
    table,
  );
  const root = element('details', { hidden: '' }, element('summary', {}, 'As a table'), box);
  let shown: Series | undefined;

  const draw = (): void => {
    if (shown === undefined || !root.open) return;
    const { times, percents, frames, rates } = shown;
    body.replaceChildren(
      ...times.map((time, index) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, momentText(time)),
          ...[percent(percents[index]), count(frames[index]), frameRate(rates[index])].map((text) =>
            element('td', {}, text),
          ),
        ),
      ),
    );
  };
  root.addEventListener('toggle', draw);

  return {
    root,
    show(series) {
      shown = series;
      root.hidden = series.times.length === 0;
      draw();
    },
  };
}
