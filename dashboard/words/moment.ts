import { element } from '../element.ts';

const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** A moment in the viewer's own time zone, with its date. What is no moment is given back as it is. */
export function momentText(moment: string | number): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? String(moment) : FULL.format(date);
}

/** The time alone for today's moments, day and time for others. */
export function shortMomentText(moment: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return date.toDateString() === new Date().toDateString() ? CLOCK.format(date) : DAY.format(date);
}

/** A `<time>` of a moment, the exact UTC in its attribute. */
export function timeElement(moment: string): HTMLTimeElement {
  return element('time', { datetime: moment }, momentText(moment));
}
