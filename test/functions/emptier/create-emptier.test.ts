import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmptier } from '../../../functions/emptier/create-emptier.ts';
import { awsClientConfig } from '../../embedded/aws-client-config.ts';
import { listen } from '../../embedded/listen.ts';
import { recordOutput } from '../record-output.ts';
import { type EmbeddedSqs, startFauxqs } from '../../embedded/start-fauxqs.ts';

/** What CloudFormation was answered: the headers that the signature of its URL would not know, and the body. */
type Answer = { contentType: string | undefined; method: string | undefined; body: unknown };

let aws: EmbeddedSqs;
let s3: S3Client;
let cloudFormation: { url: string; close: () => Promise<void> };
const answers: Answer[] = [];
let status = 200;

beforeAll(async () => {
  aws = await startFauxqs();
  s3 = new S3Client({ ...awsClientConfig(aws.url), forcePathStyle: true });
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method, headers } = request;
      answers.push({ method, contentType: headers['content-type'], body: JSON.parse(body) });
      response.writeHead(status).end();
    });
  });
  cloudFormation = await listen(server);
});
afterAll(async () => {
  s3.destroy();
  await Promise.all([aws.close(), cloudFormation.close()]);
});

const ids = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Objects' };
const requested = (type: 'Create' | 'Update' | 'Delete', bucket?: string): CloudFormationCustomResourceEvent =>
  ({
    ...ids,
    RequestType: type,
    ResourceType: 'Custom::ArchivedObjects',
    ServiceToken: 'token',
    PhysicalResourceId: bucket ?? 'none',
    ResponseURL: cloudFormation.url,
    ResourceProperties: { ServiceToken: 'token', ...(bucket !== undefined && { BucketName: bucket }) },
    OldResourceProperties: {},
  }) as CloudFormationCustomResourceEvent;

async function bucketWith(name: string, count: number): Promise<string> {
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const put = (index: number) => s3.send(new PutObjectCommand({ Bucket: name, Key: `jobs/${index}`, Body: '{}' }));
  await Promise.all(Array.from({ length: count }, (_, index) => put(index)));
  return name;
}
const objectsIn = async (bucket: string): Promise<number> =>
  (await s3.send(new ListObjectsV2Command({ Bucket: bucket }))).KeyCount ?? 0;

describe('the emptier', () => {
  it('empties a bucket of more objects than a page holds, so that it can be deleted', async () => {
    const bucket = await bucketWith('more-than-a-page', 1001);

    await createEmptier(s3, recordOutput().logger)(requested('Delete', bucket));

    expect(answers.splice(0)).toEqual([
      { method: 'PUT', contentType: undefined, body: { ...ids, Status: 'SUCCESS', PhysicalResourceId: bucket } },
    ]);
    await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
  });

  it.each(['Create', 'Update'] as const)('answers `%s` and touches no object', async (type) => {
    const bucket = await bucketWith(`not-deleted-${type.toLowerCase()}`, 1);

    await createEmptier(s3, recordOutput().logger)(requested(type, bucket));

    expect(answers.splice(0)).toMatchObject([{ body: { Status: 'SUCCESS', PhysicalResourceId: bucket } }]);
    expect(await objectsIn(bucket)).toBe(1);
  });

  it('has nothing to do when the bucket is gone', async () => {
    await createEmptier(s3, recordOutput().logger)(requested('Delete', 'gone'));

    expect(answers.splice(0)).toMatchObject([{ body: { Status: 'SUCCESS', PhysicalResourceId: 'gone' } }]);
  });

  it.each([
    ['no bucket', undefined, /BucketName is missing/],
    ['a name that no bucket has', 'not/a/bucket', /\w/],
  ])('answers `FAILED` with the reason, and logs it: %s', async (_, bucket, reason) => {
    const { logger, logged } = recordOutput();

    await createEmptier(s3, logger)(requested('Delete', bucket));

    expect(answers.splice(0)).toMatchObject([
      { body: { ...ids, Status: 'FAILED', Reason: expect.stringMatching(reason) as string } },
    ]);
    expect(logged()).toMatchObject([
      {
        level: 'ERROR',
        message: 'the bucket was not emptied',
        error: { message: expect.stringMatching(reason) as string },
      },
    ]);
  });

  it('throws when CloudFormation does not take the answer, so that Lambda calls it again', async () => {
    status = 403;
    try {
      await expect(createEmptier(s3, recordOutput().logger)(requested('Create', 'any'))).rejects.toThrow('HTTP 403');
    } finally {
      status = 200;
    }
    expect(answers.splice(0)).toHaveLength(1);
  });
});
