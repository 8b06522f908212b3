import { spawn, type ChildProcess } from 'node:child_process';
import { bundleLibrary, bundleProgram } from './bundle-library.ts';
import type { Answer, Begin, Call, FunctionText, Stop } from './runtime-messages.ts';

/** How long a handler may run, and how much memory the process may have for JavaScript's objects. */
export type Limits = { timeoutMs: number; memoryMb: number };

/** What came of a handler: its output as JSON text, or why it has none. */
export type Outcome = Exclude<Answer, { kind: 'ready' }>;

/** A process that runs resolver code. It is started by the first call, and started anew when one has brought it down. */
export type RuntimeProcess = {
  /** Runs a handler after those that were asked for before. The text is sent only when `code` is not loaded there. */
  run(code: number | null, text: FunctionText, input: string): Promise<Outcome>;
  /** Ends the process; what still runs or waits is answered `closed`. */
  close(): Promise<void>;
};

type Job = { code: number | null; text: FunctionText; input: string; settle: (outcome: Outcome) => void };

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

/**
 * Runs handlers in a process of their own, one at a time, in order; one that takes longer than `timeoutMs` is killed with it. A
 * thread would not do: V8 ends the whole process, not the thread, when one allocation alone exceeds the heap (`text.split('')` of
 * a long text), and a thread cannot be ended while it is inside a built-in function.
 */
export function createRuntimeProcess({ timeoutMs, memoryMb }: Limits): RuntimeProcess {
  /** Every call without an answer; the first is the one that runs. */
  const jobs: Job[] = [];
  let child: ChildProcess | undefined;
  let isReady = false;
  let isOverdue = false;
  let watchdog: NodeJS.Timeout | undefined;
  /** The keys of the code that the process has loaded when it comes to the next call, the one used last at the end. */
  let loaded = new Set<number>();
  let isClosed = false;
  let ended: Promise<void> = Promise.resolve();

  function watch(): void {
    clearTimeout(watchdog);
    const [running] = jobs;
    if (!isReady || !running) return;
    watchdog = setTimeout(() => {
      // Its answer may lie here unread, when it was this process that had no time.
      setImmediate(() => {
        if (jobs[0] !== running) return;
        isOverdue = true;
        child?.kill('SIGKILL');
      });
    }, timeoutMs);
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
    if (isReady) jobs.shift()?.settle(stopped(isOverdue ? 'timeout' : 'died'));
    // Who could not even start would not start the next time either.
    else for (const job of jobs.splice(0)) job.settle(stopped('unstarted'));
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
    run(code, text, input) {
      if (isClosed) return Promise.resolve(stopped('closed'));
      return new Promise((settle) => {
        const job = { code, text, input, settle };
        jobs.push(job);
        if (!child) start();
        else {
          if (jobs.length === 1) child.channel?.ref();
          post(job);
        }
        if (jobs.length === 1) watch();
      });
    },
    async close() {
      isClosed = true;
      clearTimeout(watchdog);
      for (const job of jobs.splice(0)) job.settle(stopped('closed'));
      child?.channel?.ref();
      child?.kill('SIGKILL');
      await ended;
    },
  };
}
