import { WebSocket } from 'ws';
import type { Backoff } from '../client/backoff.ts';
import { createClient } from '../client/create-client.ts';
import type { WatchState } from '../client/job/start-watch.ts';
import { watchJobs } from '../client/job/watch-jobs.ts';
import type { WatchError } from '../client/watch-error.ts';
import { createConnectionNotes } from './connection-notes.ts';
import { exitStatusOf, type Outcome, outcomeOf } from './exit-status.ts';
import type { Access } from './open-access.ts';
import type { Subject } from './options.ts';
import type { View } from './view/view.ts';

/** What a watch is made of. */
export type RunOptions = {
  subject: Subject;
  access: Access;
  view: View;
  /** Ends it: the promise is then left alone. */
  signal: AbortSignal;
  /** @default the client's */
  backoff?: Backoff | undefined;
};

/** What a watch hears, and how it ends. */
type Run = RunOptions & {
  /** Makes the listener of a watch. */
  hearing: () => (state: WatchState) => void;
  resolve: (outcomes: ReadonlySet<Outcome>) => void;
};

/**
 * Watches jobs and shows them. Resolves to the exit status when all of them have ended, if that is asked for.
 * @throws Error of one line when nothing answers from the beginning, or when the API refuses
 */
export function runWatch(options: RunOptions): Promise<number> {
  const { subject, access, view } = options;
  return new Promise<ReadonlySet<Outcome>>((resolve, reject) => {
    const notes = createConnectionNotes({
      note: view.note,
      giveUp: (error) => reject(cannot(`reach ${access.endpoint.graphqlUrl}`, error)),
    });
    const hearing: Run['hearing'] = () => {
      const hear = notes();
      return (state) => {
        if (state.status === 'refused') reject(cannot('watch, the API refuses', state.error));
        else hear(state);
      };
    };
    const run = { ...options, hearing, resolve };
    if ('jobIds' in subject) watchByIds(subject, run);
    else watchSelection(subject, run);
  }).then(exitStatusOf);
}

function cannot(what: string, cause: WatchError): Error {
  return new Error(`cannot ${what}: ${cause.message}`, { cause });
}

/** Each job to its end; all on one connection. */
function watchByIds(
  { jobIds, wait }: Extract<Subject, { jobIds: string[] }>,
  { access, backoff, view, signal, hearing, resolve }: Run,
): void {
  const client = createClient(access.endpoint, access.authorize, { WebSocket, ...(backoff && { backoff }) });
  const outcomes = new Map<string, Outcome>();
  for (const jobId of jobIds) {
    const over = new AbortController();
    const hear = hearing();
    const end = (outcome: Outcome): void => {
      outcomes.set(jobId, outcome);
      over.abort();
      if (outcomes.size === jobIds.length) resolve(new Set(outcomes.values()));
    };
    client.watchJob(jobId, {
      page: null,
      signal: AbortSignal.any([signal, over.signal]),
      onProgress: (job) => {
        view.progress(job);
        const outcome = outcomeOf(job);
        if (outcome !== undefined) end(outcome);
      },
      onState: (state) => {
        hear(state);
        if (state.status !== 'unknown') return;
        view.unknown(jobId);
        if (!wait) end('unknown');
      },
    });
  }
}

/** Of how many jobs it is remembered that they have ended. */
const ENDED_REMEMBERED = 10_000;

/** The jobs of a selection, for ever or until all that was found has ended. */
function watchSelection(
  { selection, limit, untilEnded }: Extract<Subject, { untilEnded: boolean }>,
  { access, backoff, view, signal, hearing, resolve }: Run,
): void {
  const hear = hearing();
  const underWay = new Set<string>();
  const ended = new Set<string>();
  const outcomes = new Set<Outcome>();
  let isComplete = false;
  const endWithAll = (): void => {
    if (untilEnded && isComplete && underWay.size === 0) resolve(outcomes);
  };
  watchJobs(access.endpoint, access.authorize, selection, {
    WebSocket,
    ...(backoff && { backoff }),
    signal,
    limit,
    onProgress: (job) => {
      // Figures may change after the end: that is of no interest here.
      if (ended.has(job.jobId)) return;
      view.progress(job);
      const outcome = outcomeOf(job);
      if (outcome === undefined) {
        underWay.add(job.jobId);
        return;
      }
      outcomes.add(outcome);
      underWay.delete(job.jobId);
      ended.add(job.jobId);
      const [oldest] = ended;
      if (ended.size > ENDED_REMEMBERED && oldest !== undefined) ended.delete(oldest);
      endWithAll();
    },
    onGone: (jobId) => {
      view.unknown(jobId);
      outcomes.add('unknown');
      underWay.delete(jobId);
    },
    onMore: () => view.note(`there are more jobs: only the newest ${limit} are found, --limit says how many`),
    onState: (state) => {
      hear(state);
      if (state.status !== 'live') return;
      if (!isComplete && underWay.size + ended.size === 0) view.note('no jobs yet');
      isComplete = true;
      endWithAll();
    },
  });
}
