import { spawn, type ChildProcess } from 'node:child_process';
import { bundleLibrary, bundleProgram } from './bundle-library.ts';
import type { Answer, Begin, Call, FunctionText, Stop } from './runtime-messages.ts';

/** How long a handler may run, and how much memory a process may have for JavaScript's objects. */
export type Limits = { timeoutMs: number; memoryMb: number };

/** What came of a handler: its output as JSON text, or why it has none. */
export type Outcome = Exclude<Answer, { kind: 'ready' }>;

/** A handler to run. Its text is sent only to a process that has not loaded `code`. */
export type Job = { code: number | null; text: FunctionText; input: string; settle: (outcome: Outcome) => void };

/** A process that runs resolver code. It is started by the first job, and started anew when one has brought it down. */
export type RuntimeProcess = {
  /** Runs a handler after those that were asked for before. */
  run(job: Job): void;
  /** The handler that has been running for longer than `SLOW_MS`, if one has. */
  slow(): Job | undefined;
  /** Whether it has started. */
  isReady(): boolean;
  /** How many handlers run or wait. */
  load(): number;
  /** Ends the process; what still runs or waits is answered `closed`. */
  close(): Promise<void>;
};

/** Longer than a handler takes that does what resolvers are for, the first run of its code included. */
const SLOW_MS = 50;

/**
 * A second wall behind the closed contexts: Node itself gives the process no files and no other programs. Its one thread is that
 * of `endWith` in `serve-calls.ts`.
 */
const PERMISSIONS = [
  process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission',
  '--allow-worker',
];

/** How much code stays loaded: each has a context of its own, which takes some 0.2 MB. */
const LOADED_PER_MB = 2;

let programs: { library: string; program: string } | undefined;

/** Bundles once, when it is first needed. */
const bundled = (): { library: string; program: string } =>
  (programs ??= { library: bundleLibrary(), program: bundleProgram() });

const stopped = (why: Stop): Outcome => ({ kind: 'stopped', why });

/** Takes the outcome of a job that runs elsewhere by now. */
const nobody = (): void => undefined;

/**
 * Runs handlers in a process of their own, one at a time, in order; one that takes longer than `timeoutMs` is killed with it. A
 * thread would not do: V8 ends the whole process, not the thread, when one allocation alone exceeds the heap (`text.split('')` of
 * a long text), and a thread cannot be ended while it is inside a built-in function.
 *
 * `takeOver` is asked about each job that waits behind a slow one: whether it runs elsewhere.
 */
export function createRuntimeProcess({ timeoutMs, memoryMb }: Limits, takeOver: (job: Job) => boolean): RuntimeProcess {
  /** Every job without an answer; the first is the one that runs. */
  let jobs: Job[] = [];
  let isSlow = false;
  let child: ChildProcess | undefined;
  let isReady = false;
  let isOverdue = false;
  let watchdog: NodeJS.Timeout | undefined;
  /** The keys of the code that the process has loaded when it comes to the next call, the one used last at the end. */
  let loaded = new Set<number>();
  let ended: Promise<void> = Promise.resolve();

  function watch(): void {
    isSlow = false;
    after(SLOW_MS, () => {
      isSlow = true;
      after(timeoutMs - SLOW_MS, () => {
        isOverdue = true;
        child?.kill('SIGKILL');
      });
      const [running, ...waiting] = jobs;
      if (!running) return;
      // The process has been told of them: it may come to them yet, and its answers are counted.
      jobs = [running, ...waiting.map((job) => (takeOver(job) ? { ...job, settle: nobody } : job))];
    });
  }

  /** Waits for the job that runs, in place of what waited before; nothing follows when it ends. */
  function after(ms: number, then: () => void): void {
    clearTimeout(watchdog);
    const [running] = jobs;
    if (!isReady || !running) return;
    watchdog = setTimeout(() => {
      // Its answer may lie here unread, when it was this process that had no time.
      setImmediate(() => {
        if (jobs[0] === running) then();
      });
    }, ms);
  }

  function post({ code, text, input }: Job): void {
    if (code === null) send({ code, text, input });
    else if (loaded.delete(code)) send({ code, input });
    else send({ code, text, input, ...makeRoom() });
    if (code !== null) loaded.add(code);
  }

  /** What is to be forgotten for code that is not loaded: what was used longest ago, when there is no room. */
  function makeRoom(): Pick<Call, 'forget'> {
    const [oldest] = loaded;
    if (oldest === undefined || loaded.size < LOADED_PER_MB * memoryMb) return {};
    loaded.delete(oldest);
    return { forget: oldest };
  }

  /** To a process that has come to its end nothing is sent: its calls are answered when the end is heard of. */
  function send(message: Begin | Call): void {
    if (child?.connected) child.send(message, () => undefined);
  }

  function onAnswer(answer: Answer): void {
    if (answer.kind === 'ready') isReady = true;
    else jobs.shift()?.settle(answer);
    // Only a call that waits keeps this process alive.
    if (jobs.length === 0) child?.channel?.unref();
    watch();
  }

  function onEnd(): void {
    clearTimeout(watchdog);
    child = undefined;
    isSlow = false;
    if (isReady) jobs.shift()?.settle(stopped(isOverdue ? 'timeout' : 'died'));
    // Who could not even start would not start the next time either.
    else for (const job of jobs.splice(0)) job.settle(stopped('unstarted'));
    jobs = jobs.filter(({ settle }) => settle !== nobody);
    if (jobs.length > 0) start();
  }

  function spawned(): ChildProcess | undefined {
    try {
      return spawn(process.execPath, [...PERMISSIONS, `--max-old-space-size=${memoryMb}`, '-'], {
        env: {},
        stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
        serialization: 'advanced',
      });
    } catch {
      // Some reasons are thrown, others are told by the event `error`.
      return undefined;
    }
  }

  function start(): void {
    const { library, program } = bundled();
    isReady = isOverdue = false;
    loaded = new Set();
    const started = spawned();
    if (!started) {
      onEnd();
      return;
    }
    child = started;
    started.unref();
    started.stdin?.on('error', () => undefined);
    started.stdin?.end(program);
    started.on('message', onAnswer);
    // What the process sent before its end has all been heard by then.
    ended = new Promise((resolve) => {
      const end = (): void => {
        if (child === started) onEnd();
        resolve();
      };
      started.once('disconnect', end);
      started.once('error', end);
    });
    send({ library, parent: process.pid });
    for (const job of jobs) post(job);
  }

  return {
    run(job) {
      jobs.push(job);
      if (!child) start();
      else {
        if (jobs.length === 1) child.channel?.ref();
        post(job);
      }
      if (jobs.length === 1) watch();
    },
    slow: () => (isSlow ? jobs[0] : undefined),
    isReady: () => child !== undefined && isReady,
    load: () => jobs.length,
    async close() {
      clearTimeout(watchdog);
      for (const job of jobs.splice(0)) job.settle(stopped('closed'));
      child?.channel?.ref();
      child?.kill('SIGKILL');
      await ended;
    },
  };
}
