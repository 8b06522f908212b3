import type { JobProgress } from '../../client/job/job-progress.ts';
import { type Child, element } from '../element.ts';
import { momentText, timeElement } from '../words/moment.ts';
import { queueNameOf } from '../words/queue-name.ts';
import type { Details } from './details.ts';

/** Why the job failed. Empty when it has not. */
export function errorCallout({ error }: JobProgress): Child[] {
  if (!error) return [];
  const code = typeof error.code === 'number' ? `Error ${error.code}` : 'Error';
  return [element('p', { class: 'callout', role: 'alert' }, element('strong', {}, code), ' ', error.message ?? '')];
}

/** The warnings, one a code. */
export function warningItems({ warnings }: Details): Child[] {
  return list(
    warnings.map(({ code, message, count, firstSeen, lastSeen }) => [
      element('strong', {}, `Warning ${code}`),
      element('span', {}, message ?? ''),
      element(
        'span',
        { class: 'note' },
        [
          typeof count === 'number' && count > 1 ? `${count} times` : 'once',
          firstSeen ? `first ${momentText(firstSeen)}` : '',
          lastSeen && lastSeen !== firstSeen ? `last ${momentText(lastSeen)}` : '',
        ]
          .filter((part) => part !== '')
          .join(' · '),
      ),
    ]),
  );
}

/** The hops between queues, oldest first. */
export function queueHopItems({ queueTransitions }: Details): Child[] {
  return list(
    queueTransitions.map(({ fromQueue, toQueue, priority, time }) => [
      element('span', { class: 'path' }, `${queueText(fromQueue)} → ${queueText(toQueue)}`),
      element(
        'span',
        { class: 'note' },
        typeof priority === 'number' ? `priority ${priority} · ` : '',
        time ? timeElement(time) : '',
      ),
    ]),
  );
}

function list(items: Child[][]): Child[] {
  return items.length === 0
    ? []
    : [element('ul', { class: 'items' }, ...items.map((children) => element('li', {}, ...children)))];
}

function queueText(arn: string | null | undefined): string {
  return typeof arn === 'string' ? queueNameOf(arn) : 'unknown queue';
}
