import { buildApp } from 'fauxqs';
import type { Resource } from '../assembly/assembly.ts';
import { connectBackend, forwardedHeaders } from '../backend/backend.ts';
import { privateSocket } from '../backend/private-socket.ts';
import type { ServiceRoute } from '../gateway/service.ts';
import { operationOf, requiredPermissions } from './operations.ts';
import { MAX_PART_BYTES, putLargeObject } from './put-large-object.ts';

/** Serves the S3 API, path-style, with the stack's buckets, in memory; they are there when this resolves. */
export async function startS3(options: {
  /** `AWS::S3::Bucket` resources. */
  buckets: Resource[];
  region: string;
}): Promise<{ route: ServiceRoute; close(): Promise<void> }> {
  const app = buildApp({ logger: false, defaultRegion: options.region });
  const { socketPath, remove } = privateSocket();
  await app.listen({ path: socketPath });
  const backend = connectBackend({ socketPath });
  const close = async (): Promise<void> => {
    backend.disconnect();
    await app.close();
    remove();
  };
  try {
    for (const { ref, logicalId } of options.buckets) {
      const { status, body } = await backend.send({ method: 'PUT', path: `/${ref}`, headers: {}, body: '' });
      if (status !== 200) throw new Error(`${logicalId}: fauxqs refuses the bucket: ${body.toString()}`);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const route: ServiceRoute = {
    operation: operationOf,
    permissions: requiredPermissions,
    async handle(request) {
      const { method, url, body } = request;
      const headers = forwardedHeaders(request.headers);
      // fauxqs tells its other services by this type, which a media file does not have.
      if (headers['content-type']?.startsWith('application/x-')) headers['content-type'] = 'application/octet-stream';
      const large = request.operation === 'PutObject' && body.length > MAX_PART_BYTES;
      // A chunked body is taken apart by fauxqs, and comes in chunks of one upload: its clients send large ones in parts themselves.
      if (large && !headers['content-encoding']?.includes('aws-chunked')) {
        return putLargeObject(backend, request, headers);
      }
      return backend.send({ method, path: `${url.pathname}${url.search}`, headers, body });
    },
  };
  return { route, close };
}
