import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOutbox } from '../../../../functions/reconciler/facts/create-outbox.ts';
import { jobSnapshot } from '../../../../functions/reconciler/job/job-snapshot.ts';
import { startFauxqs } from '../../../embedded/start-fauxqs.ts';
import type { EmbeddedSqs } from '../../../embedded/start-fauxqs.ts';

let sqs: EmbeddedSqs;
beforeAll(async () => {
  sqs = await startFauxqs();
});
afterAll(async () => {
  await sqs.close();
});

it('sends ten facts as soon as they have gathered, not only when it is flushed', async () => {
  const QueueUrl = sqs.createQueue('facts');
  const outbox = createOutbox(sqs.client, QueueUrl);
  const origin = { account: '111122223333', region: 'eu-west-1' };
  const ids = Array.from({ length: 10 }, (_each, index) => `job-${index}`);
  ids.forEach((jobId) => outbox.add(jobSnapshot({ jobId, answeredAt: 0, job: null }, origin, jobId)));

  const { Messages = [] } = await sqs.client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
  expect(Messages).toHaveLength(1);
  expect(await outbox.flush()).toEqual({ sent: 10, failed: new Map() });
});
