import { text } from 'node:stream/consumers';
import { createServer, type Server } from 'node:http';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublisher } from '../../../functions/publisher/create-publisher.ts';
import { awsClientConfig } from '../../embedded/aws-client-config.ts';
import { listen } from '../../embedded/listen.ts';
import { type EmbeddedSqs, startFauxqs } from '../../embedded/start-fauxqs.ts';
import { recordOutput } from '../record-output.ts';

const PAGE = [
  { path: 'index.html', contentType: 'text/html; charset=utf-8', body: '<!doctype html>' },
  { path: 'main.js', contentType: 'text/javascript; charset=utf-8', body: 'export {};' },
];

let aws: EmbeddedSqs;
let s3: S3Client;
/** The `cache-control` of each request: the embedded S3 does not keep it. */
const cacheControls: (string | undefined)[] = [];
let cloudFormation: { url: string; close: () => Promise<void> };
const answers: unknown[] = [];

beforeAll(async () => {
  aws = await startFauxqs();
  s3 = new S3Client({ ...awsClientConfig(aws.url), forcePathStyle: true });
  s3.middlewareStack.add(
    (next) => (args) => {
      const { headers = {}, method } = args.request as { headers?: Record<string, string>; method?: string };
      if (method === 'PUT' && 'content-type' in headers) cacheControls.push(headers['cache-control']);
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      answers.push(JSON.parse(body));
      response.end();
    });
  });
  cloudFormation = await listen(server);
});
afterAll(async () => {
  s3.destroy();
  await Promise.all([aws.close(), cloudFormation.close()]);
});

const publish = async (type: 'Create' | 'Update' | 'Delete', properties: Record<string, string>) => {
  const { logger, logged } = recordOutput();
  await createPublisher(
    s3,
    PAGE,
    logger,
  )({
    ...{ StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Page', PhysicalResourceId: 'none' },
    RequestType: type,
    ResourceType: 'Custom::DashboardPage',
    ServiceToken: 'token',
    ResponseURL: cloudFormation.url,
    ResourceProperties: { ServiceToken: 'token', ...properties },
    OldResourceProperties: {},
  } as CloudFormationCustomResourceEvent);
  return { answer: answers.pop(), logged: logged() };
};
const objectsIn = async (bucket: string): Promise<unknown[]> => {
  const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Promise.all(
    objects.map(async ({ Key: key }) => {
      const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return [key, object.ContentType, await object.Body?.transformToString()];
    }),
  );
};

describe('the publisher', () => {
  it.each(['Create', 'Update'] as const)(
    'at `%s` writes the page and its configuration, to be checked before use',
    async (type) => {
      const bucket = `page-${type.toLowerCase()}`;
      await s3.send(new CreateBucketCommand({ Bucket: bucket }));

      cacheControls.splice(0);
      const { answer } = await publish(type, { BucketName: bucket, Configuration: '{"graphqlUrl":"…"}' });

      expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: bucket });
      expect(await objectsIn(bucket)).toEqual([
        ['config.json', 'application/json', '{"graphqlUrl":"…"}'],
        ['index.html', 'text/html; charset=utf-8', '<!doctype html>'],
        ['main.js', 'text/javascript; charset=utf-8', 'export {};'],
      ]);
    },
  );

  it('at `Delete` empties the bucket, so that it can be deleted', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'page-deleted' }));
    await publish('Create', { BucketName: 'page-deleted', Configuration: '{}' });

    const { answer } = await publish('Delete', { BucketName: 'page-deleted' });

    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'page-deleted' });
    await s3.send(new DeleteBucketCommand({ Bucket: 'page-deleted' }));
  });

  it.each([
    [{}, /BucketName is missing/],
    [{ BucketName: 'any' }, /Configuration is missing/],
  ])('answers `FAILED` with the reason, and logs it, when told %j', async (properties, reason) => {
    const { answer, logged } = await publish('Create', properties);

    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(reason) as string });
    expect(logged).toMatchObject([{ level: 'ERROR', message: 'the page was not published' }]);
  });
});
