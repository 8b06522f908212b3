import type { JobProgress } from '../../client/job/job-progress.ts';

/** Where updates are shown. */
export type View = {
  /** Shows a newer state of a job. */
  progress(job: JobProgress): void;
  /** Shows that nobody knows a job. */
  unknown(jobId: string): void;
  /** Tells the user something about the watch itself, in one line. */
  note(text: string): void;
  /** Leaves what was shown as it is, and the terminal as it was. */
  close(): void;
};

/** Where a view writes: what it shows, and what it has to say otherwise. */
export type Streams = { stdout: NodeJS.WritableStream & TerminalSize; stderr: NodeJS.WritableStream };

/** A stream as far as it is a terminal. */
export type TerminalSize = { isTTY?: boolean; columns?: number; rows?: number };
