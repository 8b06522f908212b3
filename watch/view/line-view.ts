import { printable } from '../../local/printable.ts';
import { milestoneOf, plainLine, type ShownJob } from './job-line.ts';
import type { Streams, View } from './view.ts';

/** Of how many jobs the last line is remembered. */
const JOBS_REMEMBERED = 10_000;

/** Prints a line of plain text with every change of a job's status or phase, and every 10 %. */
export function createLineView({ stdout, stderr }: Streams): View {
  const milestones = new Map<string, string>();
  const show = (shown: ShownJob): void => {
    const milestone = milestoneOf(shown);
    if (milestones.get(shown.jobId) === milestone) return;
    milestones.delete(shown.jobId);
    milestones.set(shown.jobId, milestone);
    const [oldest] = milestones.keys();
    if (milestones.size > JOBS_REMEMBERED && oldest !== undefined) milestones.delete(oldest);
    stdout.write(`${plainLine(shown)}\n`);
  };
  return {
    progress: (job) => show({ jobId: job.jobId, job, age: 0 }),
    unknown: (jobId) => show({ jobId, job: undefined, age: 0 }),
    note: (text) => stderr.write(`${printable(text)}\n`),
    close: () => undefined,
  };
}
