import type { JobProgress } from '../../client/job/job-progress.ts';
import { type Child, element } from '../element.ts';
import { momentText, timeElement } from '../words/moment.ts';
import { queueNameOf } from '../words/queue-name.ts';
import { type CodeMeaning, errorMeaning, warningMeaning } from './codes/code-meaning.ts';
import type { Details } from './details.ts';

/** Why the job failed, and what its code means. Empty when it has not. */
export function errorCallout(error: JobProgress['error'] | null): Child[] {
  if (!error) return [];
  const { code, message } = error;
  const name = typeof code === 'number' ? `Error ${code}` : 'Error';
  return [
    element(
      'div',
      { class: 'callout', role: 'alert' },
      element('p', {}, element('strong', {}, name), ' ', message ?? ''),
      meaningLine(errorMeaning(code), 'error'),
    ),
  ];
}

/** The warnings, one a code. */
export function warningItems(warnings: Details['warnings']): Child[] {
  return list(
    warnings.map(({ code, message, count, firstSeen, lastSeen }) => [
      element('p', {}, element('strong', {}, `Warning ${code}`), ' ', message ?? ''),
      meaningLine(warningMeaning(code), 'warning'),
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
export function queueHopItems(queueTransitions: Details['queueTransitions']): Child[] {
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

function meaningLine({ meaning, href }: CodeMeaning, kind: 'error' | 'warning'): HTMLElement {
  const words = meaning ?? `What this ${kind} code means is not known here.`;
  const link = element('a', { href, target: '_blank', rel: 'noreferrer' }, `AWS on this ${kind}`);
  return element('p', { class: 'note' }, words, ' ', link);
}

function list(items: Child[][]): Child[] {
  return items.length === 0
    ? []
    : [element('ul', { class: 'items' }, ...items.map((children) => element('li', {}, ...children)))];
}

function queueText(arn: string | null | undefined): string {
  return typeof arn === 'string' ? queueNameOf(arn) : 'unknown queue';
}
