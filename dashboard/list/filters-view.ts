import { JOB_STATUSES } from '../../client/job/job-statuses.ts';
import { hashOf, type Place } from '../address.ts';
import { byId, element, setAttributes } from '../element.ts';
import { STATUS_NAMES } from '../words/progress.ts';

/** What chooses the jobs that are listed. */
export type FiltersView = {
  /** Shows what is chosen, and leads from there to anything else. */
  show(place: Place): void;
  /** Offers a queue to choose. */
  offerQueue(name: string): void;
};

/** The statuses are links, the queues a menu of those that any job was in, the metadata what was searched for. */
export function createFiltersView({ place, open }: { place(): Place; open(place: Place): void }): FiltersView {
  const menu = byId('queue') as HTMLSelectElement;
  const metadata = byId('metadata');
  const offered = new Set<string>();
  const links = ([undefined, ...JOB_STATUSES] as const).map((status) => {
    const name = status === undefined ? 'All' : STATUS_NAMES[status];
    return { status, link: element('a', { class: 'filter', 'data-filter': status ?? 'ALL' }, name) };
  });
  byId('statuses').replaceChildren(...links.map(({ link }) => link));
  menu.replaceChildren(element('option', { value: '' }, 'All queues'));
  menu.addEventListener('change', () => {
    const from = place();
    open({ ...from, filter: { ...from.filter, queueName: menu.value || undefined } });
  });

  const offerQueue = (name: string): void => {
    if (name === '' || offered.has(name)) return;
    offered.add(name);
    const options = [...offered].sort().map((queue) => element('option', { value: queue }, queue));
    const chosen = menu.value;
    menu.replaceChildren(element('option', { value: '' }, 'All queues'), ...options);
    menu.value = chosen;
  };

  return {
    show(shown) {
      const { filter } = shown;
      for (const { status, link } of links) {
        const there = hashOf({ ...shown, view: 'jobs', filter: { ...filter, status } });
        setAttributes(link, { href: there, 'aria-current': status === filter.status ? 'true' : undefined });
        if (status === filter.status) link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
      if (filter.queueName !== undefined) offerQueue(filter.queueName);
      menu.value = filter.queueName ?? '';
      const { userMetadata } = filter;
      metadata.hidden = userMetadata === undefined;
      if (userMetadata === undefined) return;
      const { key, value } = userMetadata;
      const without = hashOf({ ...shown, filter: { ...filter, userMetadata: undefined } });
      metadata.replaceChildren(
        element('span', { class: 'chip', title: `${key} = ${value}` }, `${key} = ${value}`),
        element('a', { class: 'remove', href: without, 'aria-label': `Show jobs with any ${key}` }, '×'),
      );
    },
    offerQueue,
  };
}
