import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, type Listening } from '../embedded/listen.ts';
import { serveQueues, type ServedQueues } from './serve-queues.ts';

let served: ServedQueues;
let cloudFormation: Listening;

beforeAll(async () => {
  served = await serveQueues(2);
  const [stack] = served.stacks;
  const outputs = Object.entries(stack?.urls ?? {}).map(
    ([name, url]) =>
      `<member><OutputKey>${name.charAt(0).toUpperCase()}${name.slice(1)}</OutputKey><OutputValue>${url}</OutputValue></member>`,
  );
  // AWS: CloudFormation API Reference, DescribeStacks.
  const found = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>Jobs</StackName><Outputs>${outputs.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  const unknown =
    '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id Nope does not exist</Message></Error></ErrorResponse>';
  cloudFormation = await listen(
    createServer((request, response) => {
      void text(request).then((body) => {
        const asked = new URLSearchParams(body);
        const isKnown = asked.get('Action') === 'DescribeStacks' && asked.get('StackName') === 'Jobs';
        response.writeHead(isKnown ? 200 : 400, { 'content-type': 'text/xml' }).end(isKnown ? found : unknown);
      });
    }),
  );
});
afterAll(async () => {
  await cloudFormation.close();
  await served.close();
});

/** The command in a process of its own, with the surroundings of a user of AWS. */
function redrive(argv: string[]) {
  const { accessKeyId, secretAccessKey } = served.gateway.admin;
  const child = spawn(process.execPath, ['--import', 'tsx', 'redrive/main.ts', ...argv], {
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
      AWS_ENDPOINT_URL_SQS: served.gateway.url,
    },
  });
  const status = new Promise((resolve) => child.once('close', resolve));
  const ended = Promise.all([status, text(child.stdout), text(child.stderr)]);
  return { child, ended: ended.then(([code, stdout, stderr]) => ({ status: code, stdout, stderr })) };
}

describe.concurrent('the process of `npm run redrive`', () => {
  it('takes the queues of a stack on AWS from its outputs, tells how far it is, and ends in order on SIGTERM', async () => {
    const [stack] = served.stacks;
    await stack?.put('deadLetterQueue', 'a', 'b', 'c');
    const { child, ended } = redrive(['--stack', 'Jobs', '--region', 'us-east-1', '--rate', '0.01']);
    child.stderr.once('data', () => child.kill('SIGTERM'));

    expect(await ended).toEqual({
      status: 143,
      stdout: '1 event sent on, 0 left as poison, 0 failed\n',
      stderr: 'npm run redrive: 1 event sent on, 0 left as poison, 0 failed so far\n',
    });
    expect((await stack?.look('deadLetterQueue'))?.bodies).toHaveLength(2);
  });

  it('says that AWS knows no such stack', async () => {
    expect(await redrive(['--stack', 'Nope', '--region', 'us-east-1']).ended).toEqual({
      status: 1,
      stdout: '',
      stderr: 'npm run redrive: ValidationError: Stack with id Nope does not exist\n',
    });
  });
});
