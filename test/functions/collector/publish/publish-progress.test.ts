import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextRecord } from '../../../../functions/collector/job/next-record.ts';
import { jobProgress } from '../../../../functions/collector/publish/job-progress.ts';
import { publishProgress } from '../../../../functions/collector/publish/publish-progress.ts';
import { parsed } from '../arbitrary-event.ts';
import { startGraphqlRecorder } from '../graphql-recorder.ts';
import type { GraphqlRecorder } from '../graphql-recorder.ts';
import { sampleText } from '../samples.ts';

const receipt = { receivedAt: 1_800_000_000_000, keepSeconds: 60 };
const { record } = nextRecord('j-1', undefined, [parsed(sampleText('PROGRESSING'))], receipt);

let graphql: GraphqlRecorder;
beforeEach(async () => {
  graphql = await startGraphqlRecorder();
});
afterEach(async () => {
  await graphql.close();
});

const publish = async (timeoutMs = 5000) => {
  const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret', sessionToken: 'token' };
  await publishProgress({ url: graphql.url, region: 'eu-west-1', credentials, timeoutMs }, jobProgress(record, 0));
};

describe('publishing', () => {
  it('signs for `appsync` in the region, with the session token', async () => {
    await publish();
    const [mutation] = graphql.received;
    expect(mutation?.headers.authorization).toContain('/eu-west-1/appsync/aws4_request');
    expect(mutation?.headers['x-amz-security-token']).toBe('token');
  });

  it.each([
    [
      'an error of GraphQL with status 200',
      200,
      '{"data":{"publishJobProgress":null},"errors":[{"message":"denied"}]}',
      'denied',
    ],
    ['another status', 429, 'slow down', 'HTTP 429: slow down'],
    ['an answer that is no JSON', 200, '<html>', 'JSON'],
  ])('fails on %s', async (_case, status, body, message) => {
    graphql.answer = () => ({ status, body });
    await expect(publish()).rejects.toThrow(message);
  });

  it('tells of an error of GraphQL its type and message alone', async () => {
    const error = { path: ['publishJobProgress'], data: { user: 'Ada' }, errorType: 'Unauthorized', message: 'denied' };
    graphql.answer = () => ({ status: 200, body: JSON.stringify({ data: null, errors: [error] }) });
    await expect(publish()).rejects.toThrow(
      new Error('publishJobProgress: [{"errorType":"Unauthorized","message":"denied"}]'),
    );
  });

  it('fails when no answer comes in time', async () => {
    graphql.answer = () => 'NONE';
    await expect(publish(20)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
