import { element, setText } from '../../element.ts';
import { momentText, shortMomentText } from '../../words/moment.ts';
import { prettyJson } from '../pretty-json.ts';
import { createEventLog, type JobEvent } from './event-log.ts';

/** A job's raw events on the page, oldest first, a page at a time. */
export type EventList = {
  root: HTMLElement;
  /** Adds events that are not there yet. `isMore` says whether the API has further pages of them. */
  add(events: readonly JobEvent[], isMore: boolean): void;
};

/** How many events are shown at once, and how many more with each step. */
const PAGE_SIZE = 25;

/** An empty list; an event's JSON is laid out when it is opened. `onAsk` is called when events are wanted that are not here. */
export function createEventList(onAsk: () => void): EventList {
  const list = element('ol', { class: 'events' });
  const amount = element('p', { class: 'note', role: 'status' });
  const more = element('button', { type: 'button', class: 'quiet' });
  const root = element('section', { hidden: '' }, element('h3', {}, 'Events'), amount, list, more);
  const log = createEventLog();
  const rows = new Map<JobEvent, HTMLElement>();
  let places = PAGE_SIZE;
  let isMore = false;

  /** Rows that are there stay as they are, open or closed. */
  const draw = (): void => {
    const events = log.events();
    let before: Element | null = list.firstElementChild;
    for (const event of events.slice(0, places)) {
      const row = rows.get(event) ?? createRow(event);
      rows.set(event, row);
      if (row === before) before = before.nextElementSibling;
      else list.insertBefore(row, before);
    }
    const shown = Math.min(places, events.length);
    while (list.children.length > shown) list.lastElementChild?.remove();
    setText(amount, amountText(shown, events.length, isMore));
    setText(more, shown < events.length || isMore ? 'Show more' : 'Look for newer events');
  };

  more.addEventListener('click', () => {
    const known = log.events().length;
    const isAskedFor = places >= known;
    places += PAGE_SIZE;
    if (isAskedFor) onAsk();
    draw();
  });

  return {
    root,
    add(events, isMoreToAsk) {
      isMore = isMoreToAsk;
      log.add(events);
      root.hidden = false;
      draw();
    },
  };
}

function amountText(shown: number, known: number, isMore: boolean): string {
  if (known === 0) return 'No events are kept of this job.';
  const all = `${known}${isMore ? ' or more' : ''}`;
  return shown < known || isMore ? `The first ${shown} of ${all}` : `All ${all}`;
}

function createRow({ id, status, source, timestamp, detail }: JobEvent): HTMLElement {
  const body = element('pre', { tabindex: '0', 'aria-label': `Detail of event ${id}` });
  const summary = element(
    'summary',
    {},
    element('strong', {}, status),
    ' ',
    element('time', { datetime: timestamp, title: momentText(timestamp) }, shortMomentText(timestamp)),
  );
  const details = element('details', {}, summary, element('p', { class: 'note' }, `${source} · ${id}`), body);
  details.addEventListener('toggle', () => {
    if (details.open && body.textContent === '') body.textContent = prettyJson(detail);
  });
  return element('li', { 'data-event-id': id }, details);
}
