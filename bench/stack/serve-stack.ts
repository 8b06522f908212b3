import { join } from 'node:path';
import { type LocalStack, startLocalStack } from '../../local/start-local-stack.ts';
import { ready } from '../child.ts';

/** What this process is asked. */
export type Question =
  /** Starts the stack that is synthesized to `cdk.out` in a directory, and answers with its outputs, which are there too. */
  | { directory: string }
  /** Answers how many calls of roles to DynamoDB there have been since the last time. */
  | 'calls'
  | 'close';

let stack: LocalStack | undefined;
let calls = 0;

async function start(directory: string): Promise<LocalStack['outputs']> {
  stack = await startLocalStack({
    port: 0,
    workload: false,
    dynamodb: 'dynalite',
    outputsFile: join(directory, 'outputs.json'),
    assemblyDirectory: join(directory, 'cdk.out'),
    synthesize: () => Promise.resolve(),
    context: {},
    speed: 1,
    // No round of the reconciler comes between.
    msPerMinute: 3_600_000,
    log: (line) => console.error(line),
    onDecision: ({ action, principal }) => {
      if (action.startsWith('dynamodb:') && principal.arn.includes(':assumed-role/')) calls += 1;
    },
  });
  return stack.outputs;
}

ready('ready', async (asked) => {
  const question = asked as Question;
  if (question === 'close') return stack?.close().then(() => true);
  if (question === 'calls') {
    const made = calls;
    calls = 0;
    return made;
  }
  return start(question.directory);
});
