import type { JobEventsFieldsFragment } from '../../schema/generated/graphql.ts';
import { element } from '../element.ts';
import { timeElement } from '../words/moment.ts';
import { prettyJson } from './pretty-json.ts';

/** A job's raw events on the page. */
export type EventList = {
  root: HTMLElement;
  /** Adds events that are not there yet, in their order. Those that are there stay as they are, open or closed. */
  add(events: JobEventsFieldsFragment['items']): void;
};

/** An empty list of events, oldest first; an event's JSON is laid out when it is opened. */
export function createEventList(): EventList {
  const root = element('ol', { class: 'events' });
  const shown = new Map<string, HTMLElement>();
  return {
    root,
    add(events) {
      for (const event of events) {
        // By time and id, as the table sorts them: an event may come late and belong among older ones.
        const key = `${event.timestamp}#${event.id}`;
        if (shown.has(key)) continue;
        const successor = [...shown.keys()].filter((other) => other > key).sort()[0];
        const row = eventRow(event);
        root.insertBefore(row, successor === undefined ? null : (shown.get(successor) ?? null));
        shown.set(key, row);
      }
    },
  };
}

function eventRow({ id, status, source, timestamp, detail }: JobEventsFieldsFragment['items'][number]): HTMLElement {
  const body = element('pre', { tabindex: '0', 'aria-label': `Detail of event ${id}` });
  const summary = element('summary', {}, element('strong', {}, status), ' ', timeElement(timestamp));
  const details = element('details', {}, summary, element('p', { class: 'note' }, `${source} · ${id}`), body);
  details.addEventListener('toggle', () => {
    if (details.open && body.textContent === '') body.textContent = prettyJson(detail);
  });
  return element('li', { 'data-event-id': id }, details);
}
