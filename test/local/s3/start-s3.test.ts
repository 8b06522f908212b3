import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationOf } from '../../../local/s3/operations.ts';
import { startS3 } from '../../../local/s3/start-s3.ts';
import { awsError, REGION, ROLE_ARN, serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';

const MEDIA = 'media';

let s3: Awaited<ReturnType<typeof startS3>>;
let gateway: ServedGateway;
let admin: S3Client;

beforeAll(async () => {
  s3 = await startS3({
    buckets: [{ logicalId: 'Media', type: 'AWS::S3::Bucket', ref: MEDIA, attributes: {}, properties: {} }],
    region: REGION,
  });
  gateway = await serveGateway(() => ({ s3: s3.route }));
  admin = new S3Client(gateway.client(gateway.admin));
});

afterAll(async () => {
  admin.destroy();
  await gateway.close();
  await s3.close();
});

const read = async (Key: string): Promise<Buffer> => {
  const { Body: body } = await admin.send(new GetObjectCommand({ Bucket: MEDIA, Key }));
  return Buffer.from((await body?.transformToByteArray()) ?? []);
};

describe('objects', () => {
  it('come back as they were put, whatever their key', async () => {
    for (const Key of ['plain.txt', 'a folder/ü+ö&%25=(1)*.mp4', 'trailing/']) {
      await admin.send(new PutObjectCommand({ Bucket: MEDIA, Key, Body: Key, ContentType: 'video/mp4' }));
      expect((await read(Key)).toString()).toBe(Key);
    }
  });

  it('are read in ranges, described, listed, copied and deleted', async () => {
    await admin.send(new PutObjectCommand({ Bucket: MEDIA, Key: 'clips/one', Body: '0123456789' }));
    await admin.send(new CopyObjectCommand({ Bucket: MEDIA, Key: 'clips/two', CopySource: `${MEDIA}/clips/one` }));
    const range = await admin.send(new GetObjectCommand({ Bucket: MEDIA, Key: 'clips/two', Range: 'bytes=2-4' }));
    const head = await admin.send(new HeadObjectCommand({ Bucket: MEDIA, Key: 'clips/one' }));
    const listed = await admin.send(new ListObjectsV2Command({ Bucket: MEDIA, Prefix: 'clips/' }));
    expect([await range.Body?.transformToString(), head.ContentLength, listed.Contents?.map(({ Key }) => Key)]).toEqual(
      ['234', 10, ['clips/one', 'clips/two']],
    );
    await admin.send(new DeleteObjectCommand({ Bucket: MEDIA, Key: 'clips/one' }));
    await admin.send(new DeleteObjectsCommand({ Bucket: MEDIA, Delete: { Objects: [{ Key: 'clips/two' }] } }));
    expect((await admin.send(new ListObjectsV2Command({ Bucket: MEDIA, Prefix: 'clips/' }))).KeyCount).toBe(0);
  });

  it('of 24 MB are put at once or in parts', async () => {
    const media = randomBytes(24 * 1024 * 1024);
    const put = await admin.send(new PutObjectCommand({ Bucket: MEDIA, Key: 'large', Body: media }));
    expect(put.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect((await read('large')).equals(media)).toBe(true);

    const Key = 'parts';
    const { UploadId } = await admin.send(new CreateMultipartUploadCommand({ Bucket: MEDIA, Key }));
    const Parts = [];
    for (const [index, Body] of [media.subarray(0, 6_000_000), media.subarray(6_000_000, 9_000_000)].entries()) {
      const PartNumber = index + 1;
      const { ETag } = await admin.send(new UploadPartCommand({ Bucket: MEDIA, Key, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    }
    await admin.send(new CompleteMultipartUploadCommand({ Bucket: MEDIA, Key, UploadId, MultipartUpload: { Parts } }));
    expect((await read(Key)).equals(media.subarray(0, 9_000_000))).toBe(true);
  });

  it('are taken from a stream', async () => {
    const Body = Readable.from([Buffer.from('stream'), Buffer.from('ed')]);
    await admin.send(new PutObjectCommand({ Bucket: MEDIA, Key: 'streamed', Body, ContentLength: 8 }));
    expect((await read('streamed')).toString()).toBe('streamed');
  });
});

it('buckets are listed, and made', async () => {
  await admin.send(new CreateBucketCommand({ Bucket: 'later' }));
  await admin.send(new HeadBucketCommand({ Bucket: 'later' }));
  const { Buckets: buckets } = await admin.send(new ListBucketsCommand());
  expect(buckets?.map(({ Name }) => Name).sort()).toEqual(['later', MEDIA]);
});

it('errors are those of S3', async () => {
  expect(await awsError(admin.send(new GetObjectCommand({ Bucket: MEDIA, Key: 'absent' })))).toMatchObject({
    name: 'NoSuchKey',
    status: 404,
  });
  expect(await awsError(admin.send(new HeadObjectCommand({ Bucket: MEDIA, Key: 'absent' })))).toMatchObject({
    name: 'NotFound',
    status: 404,
  });
});

describe('permissions', () => {
  const allowedTo = (action: string, resource: string): S3Client =>
    new S3Client(gateway.client(gateway.principal({ Effect: 'Allow', Action: action, Resource: resource })));

  it('are those on the object', async () => {
    await admin.send(new PutObjectCommand({ Bucket: MEDIA, Key: 'in/a', Body: 'a' }));
    const reader = allowedTo('s3:GetObject', `arn:aws:s3:::${MEDIA}/in/*`);
    await expect(reader.send(new GetObjectCommand({ Bucket: MEDIA, Key: 'in/a' }))).resolves.toBeDefined();
    expect(await awsError(reader.send(new GetObjectCommand({ Bucket: MEDIA, Key: 'out/a' })))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: ${ROLE_ARN} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::${MEDIA}/out/a because no identity-based policy allows the s3:GetObject action`,
    });
  });

  it('of a copy are also those to read its source, of many deletions those of each', async () => {
    const writer = allowedTo('s3:*', `arn:aws:s3:::${MEDIA}/in/*`);
    const copy = new CopyObjectCommand({ Bucket: MEDIA, Key: 'in/b', CopySource: `/${MEDIA}/out%2Fa` });
    const remove = new DeleteObjectsCommand({
      Bucket: MEDIA,
      Delete: { Objects: [{ Key: 'in/a' }, { Key: 'out/<&>' }] },
    });
    expect((await awsError(writer.send(copy))).message).toContain(
      `s3:GetObject on resource: arn:aws:s3:::${MEDIA}/out/a`,
    );
    expect((await awsError(writer.send(remove))).message).toContain(
      `s3:DeleteObject on resource: arn:aws:s3:::${MEDIA}/out/<&>`,
    );
  });
});

describe('what is not imitated', () => {
  it('is refused, and does not pass for another operation', async () => {
    const Key = 'in/a';
    await admin.send(new PutObjectCommand({ Bucket: MEDIA, Key, Body: 'a' }));
    const tag = new PutObjectTaggingCommand({ Bucket: MEDIA, Key, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } });
    expect(await awsError(admin.send(tag))).toMatchObject({ name: 'NotImplemented', status: 501 });
    expect(await awsError(admin.send(new GetObjectAclCommand({ Bucket: MEDIA, Key })))).toMatchObject({
      name: 'NotImplemented',
    });
    expect((await read(Key)).toString()).toBe('a');
  });

  it.each([
    ['GET', '/', 'ListBuckets'],
    ['GET', '/?x-id=ListBuckets', 'ListBuckets'],
    ['GET', '/b', 'ListObjects'],
    ['GET', '/b/', 'ListObjects'],
    ['GET', '/b?list-type=2&prefix=x', 'ListObjectsV2'],
    ['GET', '/b?versions', undefined],
    ['GET', '/b/k?versionId=1', undefined],
    ['GET', '/b/k?response-content-type=video%2Fmp4', 'GetObject'],
    ['POST', '/b/k', undefined],
    ['POST', '/b/k?uploads', 'CreateMultipartUpload'],
    ['PUT', '/b/k?uploadId=1&partNumber=2', 'UploadPart'],
    ['PUT', '/b/k?uploadId=1', undefined],
    ['DELETE', '/b/k?uploadId=1', 'AbortMultipartUpload'],
    ['PATCH', '/b/k', undefined],
    ['GET', '//k', undefined],
    ['GET', '/b/%', undefined],
  ])('%s %s is %s', (method, path, operation) => {
    expect(operationOf(method, new URL(`http://127.0.0.1${path}`), {})).toBe(operation);
  });
});
