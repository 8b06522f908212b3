import { createServer } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { openS3Object } from '../../../../functions/analyzer/media/s3-object.ts';
import { awsClientConfig } from '../../../embedded/aws-client-config.ts';
import { listen } from '../../../embedded/listen.ts';

it.each([
  [403, 'InputError', 'S3 forbids to read it, or it does not exist'],
  [404, 'InputError', 'it does not exist'],
  [400, 'InputError', 'S3 answers 400'],
  [429, '429', expect.anything()],
  [500, '500', expect.anything()],
  [503, '503', expect.anything()],
])('an answer %d of S3 is thrown as `%s`', async (status, name, message) => {
  const server = await listen(createServer((_, response) => void response.writeHead(status).end()));
  const client = new S3Client({ ...awsClientConfig(server.url), forcePathStyle: true, maxAttempts: 1 });
  const opened = openS3Object(client, { bucket: 'media', key: 'a.mp4' }, new AbortController().signal);
  if (name === 'InputError')
    await expect(opened).rejects.toMatchObject({ name, message: expect.stringContaining(String(message)) as string });
  else await expect(opened).rejects.not.toMatchObject({ name: 'InputError' });
  client.destroy();
  await server.close();
});
