import { MultiBar, type SingleBar } from 'cli-progress';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { outcomeOf } from '../exit-status.ts';
import { printable } from '../../local/printable.ts';
import { barLine } from './job-line.ts';
import type { Streams, View } from './view.ts';

/** To the end of the line: a bar may have stood there. */
const CLEAR_REST = '\u001b[K';
const DEFAULT_ROWS = 24;
const FRAMES_A_SECOND = 5;

type Line = { job: JobProgress | undefined; at: number };

/**
 * Draws a bar a job on a terminal. The line of a job that has ended moves above the bars and stays. Of more jobs than the terminal has rows,
 * as many as fit are drawn, and the last row counts the others.
 */
export function createBarView({ stdout }: Pick<Streams, 'stdout'>): View {
  const lines = new Map<string, Line>();
  const rows: SingleBar[] = [];
  const lineOf = ([jobId, { job, at }]: [string, Line], columns: number): string =>
    barLine({ jobId, job, age: (performance.now() - at) / 1000 }, columns);
  const mostRows = (): number => Math.max(1, (stdout.rows ?? DEFAULT_ROWS) - 1);
  const drawRow = (row: number, columns: number): string => {
    const others = lines.size - row;
    if (row === mostRows() - 1 && others > 1) return `… and ${others} more`.slice(0, columns);
    const line = [...lines][row];
    return line === undefined ? '' : lineOf(line, columns);
  };
  const bars = new MultiBar({
    stream: stdout,
    format: (_options, { maxWidth }, { row }: { row: number }) => drawRow(row, maxWidth),
    fps: FRAMES_A_SECOND,
    hideCursor: true,
    // The terminal cuts what is too long, should it have become narrower since.
    linewrap: false,
    // Lines written above the bars move them: each has to be drawn again.
    forceRedraw: true,
    clearOnComplete: true,
    gracefulExit: false,
  });

  /** As many bars as there are lines to draw. With the last of them the terminal becomes as it was. */
  const arrange = (): void => {
    const wanted = Math.min(lines.size, mostRows());
    while (rows.length < wanted) rows.push(bars.create(100, 0, { row: rows.length }));
    if (rows.length === wanted) return;
    for (const row of rows.splice(wanted)) bars.remove(row);
    if (wanted === 0) bars.stop();
  };
  const say = (line: string): void => {
    if (rows.length > 0) bars.log(`${line}${CLEAR_REST}\n`);
    else stdout.write(`${line}\n`);
  };
  const leave = (jobId: string, line: Line): void => {
    say(lineOf([jobId, line], stdout.columns ?? Infinity));
    lines.delete(jobId);
    arrange();
  };

  return {
    progress(job) {
      const line = { job, at: performance.now() };
      if (outcomeOf(job) !== undefined) {
        leave(job.jobId, line);
        return;
      }
      lines.set(job.jobId, line);
      arrange();
    },
    unknown(jobId) {
      lines.set(jobId, { job: undefined, at: performance.now() });
      arrange();
    },
    note: (text) => say(printable(text)),
    close() {
      for (const [jobId, line] of [...lines]) leave(jobId, line);
    },
  };
}
