import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleLibrary, bundleProgram } from '../../../../local/appsync/runtime/bundle-library.ts';
import { CodeError } from '../../../../local/appsync/runtime/code-error.ts';
import { createRuntime, type Runtime } from '../../../../local/appsync/runtime/create-runtime.ts';
import type { HandlerOutput } from '../../../../local/appsync/runtime/handler.ts';
import type { Begin, Call } from '../../../../local/appsync/runtime/runtime-messages.ts';
import { contextWith } from './evaluate.ts';

function start(timeoutMs: number, memoryMb = 128): Runtime {
  const runtime = createRuntime({ log: () => undefined, timeoutMs, memoryMb });
  onTestFinished(() => runtime.close());
  return runtime;
}

const request = (runtime: Runtime, body: string, name = 'Query.field') => {
  const code = runtime.load(
    `import { util } from '@aws-appsync/utils';
     export function request(ctx) { ${body} } export const response = () => null;`,
    name,
  );
  return (): Promise<HandlerOutput> => code({ handler: 'request', context: contextWith() });
};

/** The list grows slowly, so that the loop ends with the time, not with the memory. */
const ENDLESS = 'const a = [1]; for (const b of a) { a.push(b); a.shift(); a.push(b); }';

const failure = (message: string) => ({
  kind: 'failed',
  error: { message, errorType: 'Code', data: null, errorInfo: null },
});

describe('a handler that runs away', () => {
  it.each([
    ['a list that grows while it is read', ENDLESS],
    ['a pattern that backtracks for ever', "util.matches('(a+)+b', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac');"],
    [
      'a method inside which no timeout is heard',
      'const a = []; a[0] = 1; a.length = 33000000; a.fill({}); a.fill({});',
    ],
    [
      'callbacks within callbacks',
      `const a = 'a,'.concat('a,a,a,a,a,a,a,a,a,a').split(',');
      a.map(() => a.map(() => a.map(() => a.map(() => a.map(() => a.map(() => a.map(() => a.map(() => a.map(() => a))))))))); return 1;`,
    ],
  ])('is stopped: %s', async (_what, body) => {
    const runtime = start(150);
    const before = request(runtime, 'return 1;');
    await before();

    expect((await request(runtime, body)()).ending).toEqual(
      failure('Query.field: the request handler ran for more than 150 ms'),
    );
  });

  it('holds up neither the event loop nor other code, asked for before or after', async () => {
    const runtime = start(20_000);
    const quick = request(runtime, 'return 1;');
    await quick();
    const order: string[] = [];
    const endless = request(runtime, ENDLESS)().then(() => order.push('endless'));
    const behind = Promise.all([quick(), quick()]);
    setImmediate(() => order.push('the event loop'));

    const value = { kind: 'returned', value: 1 };
    expect((await behind).map(({ ending }) => ending)).toEqual([value, value]);
    expect((await quick()).ending).toEqual(value);
    order.push('other code');
    await runtime.close();
    await endless;
    expect(order).toEqual(['the event loop', 'other code', 'endless']);
  });

  it('is not taken for one that is only slow, whose process goes on', async () => {
    const runtime = start(20_000);
    const echo = runtime.load(
      `import { util } from '@aws-appsync/utils';
       export function request({ args }) {
         const until = util.time.nowEpochMilliSeconds() + args.ms;
         const a = [1];
         for (const b of a) { if (util.time.nowEpochMilliSeconds() < until) { a.push(b); } }
         return args.n;
       }
       export const response = () => null;`,
      'Query.echo',
    );
    const ask = async (n: number, ms: number): Promise<unknown> =>
      (await echo({ handler: 'request', context: contextWith({ arguments: { n, ms } }) })).ending;
    const other = request(runtime, 'return -1;');
    const asked = [ask(0, 0), ask(1, 200), other().then(({ ending }) => ending), ask(2, 0), ask(3, 0)];
    const value = (n: number): object => ({ kind: 'returned', value: n });
    expect(await Promise.all(asked)).toEqual([value(0), value(1), value(-1), value(2), value(3)]);
    expect(await Promise.all([ask(4, 0), ask(5, 100), ask(6, 0)])).toEqual([value(4), value(5), value(6)]);
  });

  it('waits for itself, however often it is asked for, and other code does not', async () => {
    const runtime = start(20_000);
    const quick = request(runtime, 'return 1;');
    const endless = request(runtime, ENDLESS);
    const order: string[] = [];
    const all = Array.from({ length: 5 }, () => endless().then(() => order.push('endless')));
    for (const name of ['first', 'second']) {
      await quick();
      order.push(name);
    }
    await runtime.close();
    await Promise.all(all);
    expect(order).toEqual(['first', 'second', ...all.map(() => 'endless')]);
  });

  it('holds others up where too many different ones do, until one is stopped', async () => {
    const runtime = start(300);
    const endless = Array.from({ length: 6 }, (_one, at) => request(runtime, `const at = ${at}; ${ENDLESS}`)());
    const quick = request(runtime, 'return 1;');
    expect((await quick()).ending).toEqual({ kind: 'returned', value: 1 });
    expect((await Promise.all(endless)).map(({ ending }) => ending)).toEqual(
      endless.map(() => failure('Query.field: the request handler ran for more than 300 ms')),
    );
  });
});

describe('a handler that exhausts the memory', () => {
  it.each([
    ['a list that doubles', 'let a = [1]; const more = [1]; for (const b of more) { a = [...a, ...a]; more.push(b); }'],
    [
      'one allocation that is too large',
      "let a = 'aaaaaaaaaaaaaaaa'; const more = [1]; for (const b of more) { a = a + a; a.split(''); more.push(b); }",
    ],
  ])('fails alone: %s', async (_what, body) => {
    const runtime = start(20_000, 24);
    const greedy = request(runtime, body, 'Query.greedy')();
    const behind = request(runtime, 'return 1;')();

    expect((await greedy).ending).toEqual(
      failure(
        'Query.greedy: the request handler came to an end with its process, which ran out of memory (24 MB) or was killed',
      ),
    );
    expect((await behind).ending).toEqual({ kind: 'returned', value: 1 });
  });
});

describe('the process', () => {
  it('has room for the code of any API, whatever was used before', async () => {
    const runtime = start(20_000, 20);
    const codes = Array.from({ length: 100 }, (_, at) => request(runtime, `return ${at};`));
    const values: unknown[] = [];
    for (const code of [...codes, ...codes.slice(0, 2)]) values.push((await code()).ending);

    expect(values).toEqual([...codes.keys(), 0, 1].map((value) => ({ kind: 'returned', value })));
  });

  it('without permissions, killed by someone, is replaced, and fails one call at most', async () => {
    const runtime = start(20_000, 77);
    const quick = request(runtime, 'return 1;');
    await quick();
    const flags = 'permission --allow-worker --max-old-space-size=77';
    const found = (): string =>
      spawnSync('pgrep', ['-P', String(process.pid), '-f', '--', flags], { encoding: 'utf8' }).stdout;
    const pid = Number(found());
    // The id 0 would be the whole group of this process.
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 'SIGKILL');
    // It is gone before anything can be heard of its end here.
    while (found() !== '');

    const endings = (await Promise.all([quick(), quick(), quick()])).map(({ ending }) => ending);
    expect(endings).toEqual([
      failure(
        'Query.field: the request handler came to an end with its process, which ran out of memory (77 MB) or was killed',
      ),
      { kind: 'returned', value: 1 },
      { kind: 'returned', value: 1 },
    ]);
  });

  it.each(['', `${process.execPath}-missing`])(
    'that cannot be started (`%s`) fails who needs it, until it can be',
    async (missing) => {
      const quick = request(start(20_000), 'return 1;');
      const { execPath } = process;
      onTestFinished(() => void (process.execPath = execPath));
      process.execPath = missing;
      const unstarted = failure('Query.field: the request handler could not run: no process could be started for it');
      expect((await Promise.all([quick(), quick()])).map(({ ending }) => ending)).toEqual([unstarted, unstarted]);

      process.execPath = execPath;
      expect((await quick()).ending).toEqual({ kind: 'returned', value: 1 });
    },
  );

  it('ends with the one that started it, whatever runs in it', async () => {
    const child = spawn(process.execPath, ['-'], {
      stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    const ended = once(child, 'exit');
    onTestFinished(() => void child.kill('SIGKILL'));
    child.stdin?.end(bundleProgram());
    // As if this were not the process that started it, but who took over its children.
    child.send({ library: bundleLibrary(), parent: process.pid + 1 } satisfies Begin);
    const text = { text: `(function () { return { request: () => { ${ENDLESS} } }; })`, prefixLength: 0 };
    const input = JSON.stringify({ handler: 'request', context: contextWith() });
    child.send({ code: null, text, input } satisfies Call);

    expect(await ended).toEqual([null, 'SIGKILL']);
  });
});

describe('`close`', () => {
  it('fails what runs and what waits, and what comes later', async () => {
    const runtime = start(20_000);
    const endless = request(runtime, ENDLESS);
    const waiting = [endless(), endless()];
    await runtime.close();

    const closed = failure('Query.field: the request handler was stopped: the API closes');
    expect((await Promise.all([...waiting, endless()])).map(({ ending }) => ending)).toEqual([closed, closed, closed]);
  });

  it('has nothing to do when no handler ran', async () => {
    const runtime = start(20_000);
    request(runtime, 'return 1;');

    await expect(runtime.close()).resolves.toBeUndefined();
  });
});

describe('`evaluate`', () => {
  const input = { handler: 'request' as const, context: contextWith() };

  it('runs code that exports one handler only, with its logs in the output', async () => {
    const { ending, effects } = await start(20_000).evaluate(
      "export const request = () => {\n  console.log('a');\n  return 1;\n};",
      input,
    );

    expect({ ending, logs: effects.logs }).toEqual({
      ending: { kind: 'returned', value: 1 },
      logs: ['INFO - code.js:2:3: "a"'],
    });
  });

  it('refuses code as AWS does', async () => {
    const refused = start(20_000).evaluate('export const request = () => Promise;', input);

    await expect(refused).rejects.toBeInstanceOf(CodeError);
    await expect(refused).rejects.toMatchObject({
      codeErrors: [
        { errorType: 'PARSE_ERROR', value: "Cannot find name 'Promise'.", location: { line: 1, column: 30, span: 7 } },
      ],
    });
  });
});

describe('the size of a request', () => {
  const text = (
    characters: number,
  ) => `let a = 'aaaaaaaaaa'; for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]) { a = a + a; }
    return a.slice(0, ${characters});`;

  it('is at most 5 MB', async () => {
    const runtime = start(20_000);
    const most = 5 * 1024 * 1024 - 2;

    expect((await request(runtime, text(most))()).ending.kind).toBe('returned');
    expect((await request(runtime, text(most + 1))()).ending).toEqual(
      failure('the request is larger than 5 MB: 5242881 characters'),
    );
  });
});
