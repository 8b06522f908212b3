import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redriveCommand } from '../../redrive/redrive-command.ts';
import { createPipe } from '../watch/terminal.ts';
import { serveQueues, type ServedQueues, type StackQueues } from './serve-queues.ts';
import { serveTroubledSqs, type Trouble } from './serve-troubled-sqs.ts';

let directory: string;
let served: ServedQueues;
/** Each test has a stack of its own. */
let stacks: StackQueues[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'redrive-'));
  served = await serveQueues(12);
  stacks = [...served.stacks];
});
afterAll(async () => {
  await served.close();
  await rm(directory, { recursive: true });
});

function nextStack(): StackQueues {
  const stack = stacks.pop();
  if (stack === undefined) throw new Error('serve the queues of more stacks');
  return stack;
}

async function redrive(
  stack: StackQueues,
  argv: string[] = [],
  { endpoint, signal }: { endpoint?: string; signal?: AbortSignal } = {},
) {
  const file = join(directory, `${crypto.randomUUID()}.json`);
  await writeFile(file, JSON.stringify(stack.outputs(endpoint)));
  return run(['--outputs', file, ...argv], signal);
}

async function run(argv: string[], signal = new AbortController().signal) {
  const [stdout, stderr] = [createPipe(), createPipe()];
  const status = await redriveCommand(argv, { stdout, stderr, signal, progressIntervalMs: 60_000 });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

/** What a run says that ends well. */
const ends = (summary: string) => ({ status: 0, stdout: `${summary}\n`, stderr: '' });

/** Redrives through an SQS in trouble. */
async function redriveInTrouble(stack: StackQueues, trouble: Trouble, argv: string[] = []) {
  const troubled = await serveTroubledSqs(served.admin, trouble);
  try {
    return await redrive(stack, argv, { endpoint: troubled.url });
  } finally {
    await troubled.close();
  }
}

describe.concurrent('`npm run redrive`', () => {
  it('sends on what SQS has set aside, without its attributes, and leaves poison; a second run finds nothing to do', async () => {
    const stack = nextStack();
    await stack.put('eventQueue', 'one', 'two');
    // Received once, both are set aside when anybody asks again.
    expect((await stack.look('eventQueue')).bodies).toEqual(['one', 'two']);
    expect((await stack.look('eventQueue')).bodies).toEqual([]);
    await stack.put('deadLetterQueue', ['not JSON', 'reason', 'the body is not JSON'], ['three', 'other', 'x']);

    expect(await redrive(stack)).toEqual(ends('3 events sent on, 1 left as poison, 0 failed'));
    expect(await redrive(stack)).toEqual(ends('0 events sent on, 1 left as poison, 0 failed'));
    expect(await stack.look('deadLetterQueue')).toEqual({ bodies: ['not JSON'], attributes: ['reason'] });
    expect(await stack.look('eventQueue')).toEqual({ bodies: ['one', 'three', 'two'], attributes: [] });
  });

  it('sends poison on with `--poison`, and does not send it round when it comes back', async () => {
    const stack = nextStack();
    await stack.put('deadLetterQueue', ['not JSON', 'reason', 'r']);
    const collect = served.admin
      .send(new ReceiveMessageCommand({ QueueUrl: stack.urls.eventQueueUrl, WaitTimeSeconds: 20 }))
      .then(({ Messages = [] }) => stack.put('deadLetterQueue', [Messages[0]?.Body ?? '', 'reason', 'still']));

    expect(await redrive(stack, ['--poison'])).toEqual(
      ends('1 event sent on, 0 left as poison, 1 came back, 0 failed'),
    );
    await collect;
    expect((await stack.look('deadLetterQueue')).bodies).toEqual(['not JSON']);
  });

  it('sends failed analyses back, and undelivered events to their targets, but for the reconciler', async () => {
    const stack = nextStack();
    const reconciler = 'arn:aws:lambda:us-east-1:000000000000:function:reconciler';
    await stack.put('analysisDeadLetterQueue', 'analysis');
    await stack.put(
      'undeliveredEventQueue',
      ['event', 'TARGET_ARN', stack.arn('eventQueue')],
      ['first event', 'TARGET_ARN', stack.arn('analysisQueue')],
      ['event', 'TARGET_ARN', stack.arn('analysisQueue')],
      ['schedule', 'TARGET_ARN', reconciler],
    );

    // One message at a time: of the event that two queues wanted, the second comes after the first was sent.
    expect(await redrive(stack, ['--rate', '1'])).toEqual(
      ends('4 events sent on, 1 for the reconciler dropped, 0 left as poison, 0 failed'),
    );
    expect((await stack.look('eventQueue')).bodies).toEqual(['event']);
    expect((await stack.look('analysisQueue')).bodies).toEqual(['analysis', 'event', 'first event']);
    expect((await stack.look('analysisDeadLetterQueue')).bodies).toEqual([]);
    expect((await stack.look('undeliveredEventQueue')).bodies).toEqual([]);
  });

  it('leaves, and says, what was to go elsewhere', async () => {
    const stack = nextStack();
    const elsewhere = 'arn:aws:sqs:us-east-1:111122223333:eventQueue-0';
    await stack.put('undeliveredEventQueue', 'nowhere', ['elsewhere', 'TARGET_ARN', elsewhere]);

    const { status, stdout, stderr } = await redrive(stack);
    expect([status, stdout]).toEqual([1, '0 events sent on, 0 left as poison, 2 failed\n']);
    expect(
      stderr
        .replace(/[0-9a-f-]{36}/g, 'ID')
        .split('\n')
        .sort(),
    ).toEqual([
      '',
      'npm run redrive: undelivered: message ID is left: it has no TARGET_ARN',
      `npm run redrive: undelivered: message ID is left: its TARGET_ARN is no queue of the stack: ${elsewhere}`,
    ]);
    expect((await stack.look('undeliveredEventQueue')).bodies).toEqual(['elsewhere', 'nowhere']);
  });

  it('takes of the queues only those named with `--queue`', async () => {
    const stack = nextStack();
    await stack.put('deadLetterQueue', 'event');
    await stack.put('analysisDeadLetterQueue', 'analysis');

    expect(await redrive(stack, ['--queue', 'analyses'])).toEqual(ends('1 event sent on, 0 left as poison, 0 failed'));
    expect((await stack.look('deadLetterQueue')).bodies).toEqual(['event']);
  });

  it('moves nothing with `--dry-run`, and counts', async () => {
    const stack = nextStack();
    await stack.put('deadLetterQueue', 'event', ['not JSON', 'reason', 'r']);
    await stack.put('undeliveredEventQueue', ['schedule', 'TARGET_ARN', 'arn:aws:lambda:us-east-1:0:function:r']);

    expect(await redrive(stack, ['--dry-run'])).toEqual(
      ends('1 event would be sent on, 1 for the reconciler would be dropped, 1 left as poison, 0 failed'),
    );
    expect((await stack.look('deadLetterQueue')).bodies).toEqual(['event', 'not JSON']);
    expect((await stack.look('undeliveredEventQueue')).bodies).toEqual(['schedule']);
    expect((await stack.look('eventQueue')).bodies).toEqual([]);
  });

  it('takes out only what was sent, when a part of a batch fails', async () => {
    const stack = nextStack();
    await stack.put('deadLetterQueue', 'a', 'b fails', 'c');
    const failing = (operation: string, entry: string): boolean =>
      operation === 'SendMessageBatch' && entry.includes('fails');

    const { status, stdout, stderr } = await redriveInTrouble(stack, { failing });
    expect([status, stdout]).toEqual([1, '2 events sent on, 0 left as poison, 1 failed\n']);
    expect(stderr).toMatch(/^npm run redrive: events: message \S+ was not sent on: InternalError: try again\n$/);
    expect((await stack.look('deadLetterQueue')).bodies).toEqual(['b fails']);
    expect((await stack.look('eventQueue')).bodies).toEqual(['a', 'c']);
  });

  it('leaves what cannot be taken out, and names the first ten of what failed', async () => {
    const stack = nextStack();
    const bodies = Array.from({ length: 12 }, (_, index) => `event ${index}`);
    await stack.put('deadLetterQueue', ...bodies.slice(0, 6));
    await stack.put('deadLetterQueue', ...bodies.slice(6));

    const failing = (operation: string): boolean => operation === 'DeleteMessageBatch';
    const { status, stdout, stderr } = await redriveInTrouble(stack, { failing });
    expect([status, stdout]).toEqual([1, '12 events sent on, 0 left as poison, 12 failed\n']);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/ is done with, but was not taken out: InternalError: try again$/);
    expect(lines[10]).toBe('npm run redrive: and 2 more');
    expect((await stack.look('deadLetterQueue')).bodies).toHaveLength(10);
  });

  it('ends when all that it leaves comes again, for it has been hidden long enough', async () => {
    const stack = nextStack();
    await stack.put('deadLetterQueue', 'event', ['1', 'reason', 'r'], ['2', 'reason', 'r']);
    expect(await redriveInTrouble(stack, { visibilitySeconds: 0 })).toEqual(
      ends('1 event sent on, 2 left as poison, 0 failed'),
    );
  });

  it('ends after the messages in hand when it is stopped, and leaves the others to be seen', async () => {
    const stack = nextStack();
    await stack.put('deadLetterQueue', 'a', 'b', 'c');
    const stopping = new AbortController();
    const running = redrive(stack, ['--rate', '0.01'], { signal: stopping.signal });
    await served.admin.send(new ReceiveMessageCommand({ QueueUrl: stack.urls.eventQueueUrl, WaitTimeSeconds: 20 }));
    stopping.abort(130);

    expect(await running).toEqual({ ...ends('1 event sent on, 0 left as poison, 0 failed'), status: 130 });
    expect((await stack.look('deadLetterQueue')).bodies).toHaveLength(2);
  });

  it('says of each queue why it cannot be reached', async () => {
    const stack = nextStack();
    const none = served.gateway.principal();
    const file = join(directory, 'none.json');
    await writeFile(file, JSON.stringify({ ...stack.outputs(), credentials: { admin: none } }));

    const { status, stdout, stderr } = await run(['--outputs', file]);
    expect([status, stdout]).toEqual([1, '0 events sent on, 0 left as poison, 0 failed\n']);
    expect(stderr.split('\n')).toEqual([
      ...['events', 'analyses', 'undelivered'].map(
        (queue) =>
          expect.stringMatching(`^npm run redrive: ${queue}: AccessDenied\\w*: .*sqs:ReceiveMessage `) as string,
      ),
      '',
    ]);
  });

  it('says that no stack is running, or what its outputs lack', async () => {
    const file = join(directory, 'old.json');
    const { resources, ...outputs } = nextStack().outputs() as { resources: object };
    await writeFile(file, JSON.stringify({ ...outputs, resources: { ...resources, analysisQueueUrl: undefined } }));
    const absent = join(directory, 'absent.json');
    const fault = (line: string) => ({ status: 1, stdout: '', stderr: `npm run redrive: ${line}\n` });

    expect(await run(['--outputs', absent])).toEqual(
      fault(`no local stack is running: ${absent} is not there; npm start starts one, --stack names another`),
    );
    expect(await run(['--outputs', file])).toEqual(
      fault(`${file} does not name analysisQueueUrl; npm start writes it anew`),
    );
  });

  it('refuses wrong options, and explains itself with `--help`', async () => {
    expect(await run(['--rate', 'fast'])).toEqual({
      status: 2,
      stdout: '',
      stderr: "npm run redrive: --rate must be a number above 0, not 'fast'\nSee npm run redrive -- --help\n",
    });
    expect(await run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: /) as string });
  });
});
