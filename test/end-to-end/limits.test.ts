import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLISH_JOB_PROGRESS } from '../../functions/collector/publish/publish-job-progress.ts';
import { OF_THREE_BYTES, worstJob } from '../functions/collector/worst-job.ts';
import type { LocalStack } from '../../local/start-local-stack.ts';
import { subscribeToJob } from './subscribe-to-job.ts';
import { postEvents, sampleEvent, startTestStack } from './test-stack.ts';

let stack: LocalStack;
let sqs: SQSClient;
beforeAll(async () => {
  stack = await startTestStack();
  const { region, endpoints, credentials } = stack.outputs;
  sqs = new SQSClient({ region, endpoint: endpoints.sqs, credentials: credentials.admin });
});
afterAll(async () => {
  sqs.destroy();
  await stack.close();
});

async function job(jobId: string, fields: string): Promise<unknown> {
  const response = await fetch(stack.outputs.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': stack.outputs.apiKey ?? '' },
    body: JSON.stringify({ query: `query ($id: ID!) { job(id: $id) { ${fields} } }`, variables: { id: jobId } }),
  });
  const { data, errors } = (await response.json()) as { data: { job: unknown }; errors?: unknown };
  expect(errors).toBeUndefined();
  return data.job;
}

type Event = { id: string; status: string; detail: string };

/** All of a job's events, page by page; the analyzer's fact comes whenever it is done. */
async function eventsOf(jobId: string): Promise<Event[]> {
  const events: Event[] = [];
  let nextToken: string | null = null;
  do {
    const args: string = nextToken === null ? 'limit: 100' : `limit: 100, nextToken: ${JSON.stringify(nextToken)}`;
    const page = (await job(jobId, `events(${args}) { items { id status detail } nextToken }`)) as {
      events: { items: Event[]; nextToken: string | null };
    };
    events.push(...page.events.items);
    nextToken = page.events.nextToken;
  } while (nextToken !== null);
  return events.filter(({ status }) => status !== 'ANALYSIS');
}

/** How many messages wait in a queue, now or for later, or are being worked on. */
async function messagesIn(QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

/** The fields that the publish mutation selects: all of them. */
const ALL_FIELDS = PUBLISH_JOB_PROGRESS.slice(
  PUBLISH_JOB_PROGRESS.indexOf('{', PUBLISH_JOB_PROGRESS.indexOf('$input)')),
);
const WHOLE_UPDATE = `subscription ($jobId: ID!) { onJobProgress(jobId: $jobId) ${ALL_FIELDS.slice(0, ALL_FIELDS.lastIndexOf('}'))} }`;

describe('on the local stack', () => {
  it('a job of which all is too much is stored, published and answered, and no message is left over', async () => {
    const jobId = `${Date.now()}-toomuch`;
    const { updates, close } = await subscribeToJob(stack.outputs, jobId, WHOLE_UPDATE);
    const events = worstJob(jobId, OF_THREE_BYTES, 1, Date.now())
      .map((text) => JSON.parse(text) as { source: string; detail: { status?: string } })
      .filter(({ source, detail }) => source === 'aws.mediaconvert' && detail.status !== 'STATUS_UPDATE');
    const answers = await Promise.all(events.map((event) => postEvents(stack, event)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));

    while ((await updates.next()).status !== 'ERROR');
    await expect.poll(() => messagesIn(stack.outputs.resources.eventQueueUrl), { timeout: 20_000 }).toBe(0);
    close();
    expect(await messagesIn(stack.outputs.resources.deadLetterQueueUrl)).toBe(0);

    const kept = await job(
      jobId,
      'status userMetadata { key } warnings { code } queueTransitions { time } inputs { id } outputGroups { type } settings error { code }',
    );
    const lengths = Object.entries(kept as Record<string, unknown>).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.length : value,
    ]);
    expect(Object.fromEntries(lengths)).toEqual({
      status: 'ERROR',
      userMetadata: 20,
      warnings: 40,
      queueTransitions: 20,
      inputs: 54,
      outputGroups: 12,
      settings: null,
      error: { code: 1 },
    });
    expect(await eventsOf(jobId)).toHaveLength(events.length);
  }, 60_000);

  it('an event over 350 KiB is listed with a `detail` that says that it was omitted', async () => {
    const jobId = `${Date.now()}-omittd`;
    const { updates, close } = await subscribeToJob(stack.outputs, jobId);
    const event = await sampleEvent('PROGRESSING', jobId, Date.now());
    const text = JSON.stringify({ ...event, detail: { ...event.detail, more: 'x'.repeat(400_000) } });
    await postEvents(stack, JSON.parse(text));
    expect(await updates.next()).toMatchObject({ status: 'PROGRESSING' });
    close();

    const [stored] = await eventsOf(jobId);
    expect(JSON.parse(stored?.detail ?? '')).toEqual({
      jobId,
      status: 'PROGRESSING',
      timestamp: event.detail.timestamp,
      omitted: true,
      originalSize: text.length,
    });
  });
});
