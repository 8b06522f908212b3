import type { JsonObject } from '../json.ts';
import type { HopDestination } from './create-job-request.ts';
import type { Job } from './job.ts';

/** Where the service is: the region and account of all its ARNs. */
export type Place = { region: string; accountId: string };

/** An on-demand queue. */
export type Queue = {
  name: string;
  arn: string;
  /** How many jobs it works on at once. */
  slots: number;
  createdMs: number;
  waiting: Job[];
  running: Set<Job>;
};

/** The queues of the service, and the jobs in them. */
export type Queues = {
  all(): readonly Queue[];
  /** By name or ARN; the queue `Default` for undefined. */
  find(nameOrArn: string | undefined): Queue | undefined;
  /** Lets the job wait in its queue until it is its turn, or its time to hop. */
  submit(job: Job): void;
  /** Takes a waiting job out. */
  withdraw(job: Job): void;
  close(): void;
};

/** A longer timer would go off at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Besides the default one, a queue in which jobs soon wait. */
const SLOTS = { Default: 3, Lectures: 1 };

/**
 * Queues that work on a job of the highest priority first, and on the one submitted first among these. `play` resolves
 * when the job needs its slot no more; `hopped` is told of every hop, before the job may start.
 * AWS: MediaConvert User Guide, "Working with on-demand queues" and "Setting up queue hopping".
 */
export function createQueues(options: {
  place: Place;
  play(job: Job): Promise<void>;
  hopped(job: Job, from: Queue, previousPriority: number): void;
}): Queues {
  const queues = Object.entries(SLOTS).map(([name, slots]): Queue => {
    return {
      name,
      arn: arnOf(options.place, 'queues', name),
      slots,
      createdMs: Date.now(),
      waiting: [],
      running: new Set(),
    };
  });
  const hops = new Map<Job, NodeJS.Timeout[]>();
  const find = (nameOrArn = 'Default'): Queue | undefined =>
    queues.find(({ name, arn }) => name === nameOrArn || arn === nameOrArn);

  function enter(job: Job, queue: Queue): void {
    queue.waiting.push(job);
    queue.waiting.sort((one, other) => other.priority - one.priority || one.sequence - other.sequence);
    fill(queue);
  }

  function leave(job: Job): void {
    const waiting = find(job.queue)?.waiting ?? [];
    waiting.splice(waiting.indexOf(job), 1);
  }

  function fill(queue: Queue): void {
    while (queue.running.size < queue.slots) {
      const job = queue.waiting.shift();
      if (job === undefined) return;
      stopHopping(job);
      queue.running.add(job);
      void options.play(job).finally(() => {
        queue.running.delete(job);
        fill(queue);
      });
    }
  }

  function hop(job: Job, destination: HopDestination): void {
    const from = find(job.queue);
    const queue = find(destination.queue);
    if (from === undefined || queue === undefined) return;
    leave(job);
    const previousPriority = job.priority;
    job.queue = queue.name;
    job.priority = destination.priority ?? job.priority;
    job.queueTransitions.push({ sourceQueue: from.arn, destinationQueue: queue.arn, timestampMs: Date.now() });
    options.hopped(job, from, previousPriority);
    enter(job, queue);
  }

  function stopHopping(job: Job): void {
    hops.get(job)?.forEach(clearTimeout);
    hops.delete(job);
  }

  return {
    all: () => queues,
    find,
    submit(job) {
      const destinations = job.request.hopDestinations ?? [];
      const timers = destinations.map((destination) =>
        setTimeout(() => hop(job, destination), Math.min(MAX_TIMER_MS, (destination.waitMinutes * 60_000) / job.speed)),
      );
      hops.set(job, timers);
      const queue = find(job.queue);
      if (queue !== undefined) enter(job, queue);
    },
    withdraw(job) {
      stopHopping(job);
      leave(job);
    },
    close() {
      for (const job of hops.keys()) stopHopping(job);
      for (const queue of queues) queue.waiting = [];
    },
  };
}

/** The ARN of a job or a queue. */
export function arnOf({ region, accountId }: Place, kind: 'jobs' | 'queues', name: string): string {
  return `arn:aws:mediaconvert:${region}:${accountId}:${kind}/${name}`;
}

/** A queue as the API answers; times are epoch seconds. */
export function queueAnswer(queue: Queue): JsonObject {
  const createdAt = Math.round(queue.createdMs / 1_000);
  return {
    name: queue.name,
    arn: queue.arn,
    type: queue.name === 'Default' ? 'SYSTEM' : 'CUSTOM',
    status: 'ACTIVE',
    pricingPlan: 'ON_DEMAND',
    concurrentJobs: queue.slots,
    progressingJobsCount: queue.running.size,
    submittedJobsCount: queue.waiting.length,
    createdAt,
    lastUpdated: createdAt,
  };
}
