import type { CheckedEvent } from '../event/checked-event.ts';

/** What is large and told once, kept beside the job: `data` is JSON text, `at` when it was told, in epoch milliseconds, or 0. */
export type JobDetail = { part: 'settings' | 'inputs' | 'outputGroups' | 'analysis'; data: string; at: number };

/** The parts that a job's events tell; of a part told more than once, only the newest. */
export function jobDetails(events: readonly CheckedEvent[]): JobDetail[] {
  const newest = new Map<JobDetail['part'], JobDetail>();
  for (const detail of events.flatMap(detailsOf)) {
    const other = newest.get(detail.part);
    if (other === undefined || detail.at >= other.at) newest.set(detail.part, detail);
  }
  return [...newest.values()];
}

/**
 * What loses to all else that tells the same part has an `at` of 0: the outputs of an answer of MediaConvert, of which the
 * event tells more, and an analysis that is not complete.
 */
function detailsOf({ settings, inputs, outputs, analysis, snapshot, timestamp }: CheckedEvent): JobDetail[] {
  const at = snapshot === undefined ? (timestamp ?? 0) : 0;
  const details: JobDetail[] = [];
  if (settings !== undefined) details.push({ part: 'settings', data: settings, at });
  if (inputs !== undefined) details.push({ part: 'inputs', data: JSON.stringify(inputs), at });
  if (outputs !== undefined) details.push({ part: 'outputGroups', data: JSON.stringify(outputs), at });
  if (analysis !== undefined) {
    details.push({ part: 'analysis', data: JSON.stringify(analysis), at: analysis.status === 'COMPLETE' ? at : 0 });
  }
  return details;
}
