import { hashOf, START } from '../address.ts';
import { element, setAttributes, setText } from '../element.ts';
import { momentText, shortMomentText } from '../words/moment.ts';
import { count, duration, UNKNOWN } from '../words/quantity.ts';
import type { QueueFigures } from './queue-figures.ts';

/** A table of queues. */
export type QueueTable = { root: HTMLElement; update(figures: readonly QueueFigures[]): void };

type Column = { name: string; text(figures: QueueFigures): string; title?(figures: QueueFigures): string | undefined };

const COLUMNS: readonly Column[] = [
  { name: 'Running', text: ({ running }) => count(running) },
  { name: 'Waiting', text: ({ waiting }) => count(waiting) },
  {
    name: 'Waiting since',
    text: ({ waitingSince }) => (waitingSince === undefined ? UNKNOWN : shortMomentText(waitingSince)),
    title: ({ waitingSince }) => (waitingSince === undefined ? undefined : momentText(waitingSince)),
  },
  { name: 'Wait, median', text: ({ waitMedian }) => duration(waitMedian) },
  { name: 'Wait, 95 %', text: ({ waitP95 }) => duration(waitP95) },
  { name: 'Complete in 1 h', text: ({ completedInHour }) => count(completedInHour) },
  {
    name: 'Waited for capacity',
    text: ({ waitedForCapacity, started }) =>
      started === 0 ? UNKNOWN : `${count(waitedForCapacity)} of ${count(started)}`,
  },
];

/** An empty table; a queue's name leads to its jobs. The roles hold whatever the style sheet makes of its rows on a narrow screen. */
export function createQueueTable(): QueueTable {
  const heads = ['Queue', ...COLUMNS.map(({ name }) => name)].map((name) =>
    element('th', { role: 'columnheader', scope: 'col' }, name),
  );
  const body = element('tbody', { role: 'rowgroup' });
  const root = element(
    'table',
    { class: 'queues', role: 'table', 'aria-label': 'Queues' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
    body,
  );
  const rows = new Map<string, ReturnType<typeof createQueueRow>>();
  return {
    root,
    update(figures) {
      const gone = new Map(rows);
      for (const [index, one] of figures.entries()) {
        const row = rows.get(one.queueName) ?? createQueueRow(one.queueName);
        rows.set(one.queueName, row);
        gone.delete(one.queueName);
        row.update(one);
        const there = body.children[index] ?? null;
        if (there !== row.root) body.insertBefore(row.root, there);
      }
      for (const [name, { root: row }] of gone) {
        row.remove();
        rows.delete(name);
      }
    },
  };
}

function createQueueRow(queueName: string): { root: HTMLElement; update(figures: QueueFigures): void } {
  const jobs = hashOf({ ...START, filter: { queueName: queueName || undefined } });
  const cells = COLUMNS.map(({ name }) => element('td', { role: 'cell', 'data-name': name }));
  const root = element(
    'tr',
    { role: 'row', 'data-queue': queueName },
    element('th', { role: 'rowheader', scope: 'row' }, element('a', { href: jobs }, queueName || UNKNOWN)),
    ...cells,
  );
  return {
    root,
    update(figures) {
      for (const [index, { text, title }] of COLUMNS.entries()) {
        const cell = cells[index];
        if (cell === undefined) continue;
        setText(cell, text(figures));
        setAttributes(cell, { title: title?.(figures) });
      }
      setAttributes(root, { 'data-waits': figures.waiting > 0 ? '' : undefined });
    },
  };
}
