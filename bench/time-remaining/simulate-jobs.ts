import type { Random } from './random.ts';

/** A job: when it ends, and what it tells of itself until then. Times in seconds since it left its queue. */
export type SimulatedJob = { end: number; updates: SimulatedUpdate[] };

/** A status update. `percent` is absent in a job for which the service has none. */
export type SimulatedUpdate = { at: number; retryCount: number; percent?: number; frames: number };

/** Frames that the input of every simulated job holds. */
export const FRAME_COUNT = 90_000;

/** The kinds of jobs, by what they are hard for. */
export const KINDS: Readonly<Record<string, (random: Random) => SimulatedJob>> = {
  steady: (random) => simulate(random, steady(random)),
  'slowing to a half or a third': (random) => simulate(random, slowing(random)),
  'two stretches of different speed': (random) => simulate(random, twoStretches(random)),
  noisy: (random) => simulate(random, noisy(random)),
  'started over': startedOver,
  'uploading at the end, untold': (random) => {
    const [course, transcoding, reached] = [steady(random), random.between(0.85, 0.97), random.between(0.92, 0.99)];
    return simulate(random, (time) => reached * course(Math.min(1, time / transcoding)));
  },
  'standing still for a while': (random) => simulate(random, standingStill(random)),
  'frames, no percentages': (random) => withoutPercentages(simulate(random, noisy(random, 0.25))),
  'frames, standing still for a while': (random) => withoutPercentages(simulate(random, standingStill(random))),
};

/** The share of the way that is done at a share of the time. */
type Course = (time: number) => number;

/** The intervals that `statusUpdateInterval` may name, in seconds. */
const INTERVALS = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600] as const;
const STEPS = 500;

/** From 1 minute to 10 hours, told at least three times if the shortest interval allows it. */
function simulate(random: Random, course: Course): SimulatedJob {
  const end = random.scale(60, 36_000);
  const interval = random.pick(10, ...INTERVALS.filter((seconds) => seconds <= end / 4));
  return { end, updates: updates(random, { course, end, interval, retryCount: 0 }) };
}

function startedOver(random: Random): SimulatedJob {
  const lost = simulate(random, steady(random));
  const brokenOff = lost.end * random.between(0.1, 0.5);
  const [first, second] = lost.updates.map(({ at }) => at);
  const interval = first === undefined || second === undefined ? 10 : second - first;
  const end = lost.end * random.scale(0.8, 1.25);
  const again = updates(random, { course: steady(random), end, interval, retryCount: 1 });
  return {
    end: brokenOff + end,
    updates: [
      ...lost.updates.filter(({ at }) => at < brokenOff),
      ...again.map((update) => ({ ...update, at: update.at + brokenOff })),
    ],
  };
}

function updates(
  random: Random,
  { course, end, interval, retryCount }: { course: Course; end: number; interval: number; retryCount: number },
): SimulatedUpdate[] {
  const list: SimulatedUpdate[] = [];
  for (let due = interval; due < end; due += interval) {
    // "Approximately" every interval, the documentation says.
    const at = Math.round(1000 * (due + interval * random.between(-0.05, 0.05))) / 1000;
    if (at >= end) break;
    const done = course(at / end);
    list.push({ at, retryCount, percent: Math.floor(100 * done), frames: Math.floor(FRAME_COUNT * done) });
  }
  return list;
}

function steady(random: Random): Course {
  return noisy(random, 0.1);
}

/** The speed falls evenly over time. */
function slowing(random: Random): Course {
  const last = random.between(1 / 3, 1 / 2);
  return courseOf(random, (time) => 1 - (1 - last) * time);
}

function twoStretches(random: Random): Course {
  const change = random.between(0.3, 0.7);
  const factor = random.pick(random.scale(0.4, 0.8), random.scale(1.25, 2.5));
  return courseOf(random, (time) => (time < change ? 1 : factor));
}

/** For a twentieth to a sixth of the time, somewhere in its middle, the job gets no further. */
function standingStill(random: Random): Course {
  const [from, share] = [random.between(0.2, 0.7), random.between(1 / 20, 1 / 6)];
  return courseOf(random, (time) => (time >= from && time < from + share ? 0 : 1));
}

/** The speed wavers: its logarithm is noise with this deviation, which lasts for about a fiftieth of the job. */
function noisy(random: Random, deviation = 0.5): Course {
  let noise = random.normal();
  return courseOf(random, () => {
    noise = 0.9 * noise + Math.sqrt(1 - 0.9 ** 2) * random.normal();
    return Math.exp(deviation * noise);
  });
}

function courseOf(random: Random, speedAt: (time: number) => number): Course {
  const way = [0];
  for (let step = 0; step < STEPS; step += 1) {
    const jitter = Math.exp(0.1 * random.normal());
    way.push((way[step] ?? 0) + jitter * speedAt(step / STEPS));
  }
  const whole = way[STEPS] ?? 1;
  return (time) => {
    const step = Math.min(STEPS - 1, Math.floor(time * STEPS));
    const [from = 0, to = 0] = way.slice(step, step + 2);
    return Math.min(1, (from + (to - from) * (time * STEPS - step)) / whole);
  };
}

function withoutPercentages(job: SimulatedJob): SimulatedJob {
  return { ...job, updates: job.updates.map(({ at, retryCount, frames }) => ({ at, retryCount, frames })) };
}
