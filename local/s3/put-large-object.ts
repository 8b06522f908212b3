import type { Backend } from '../backend/backend.ts';
import type { AwsRequest, AwsResponse } from '../gateway/service.ts';

/** The largest body that fauxqs takes. */
export const MAX_PART_BYTES = 11 * 1024 * 1024;

/**
 * Puts an object that is larger than fauxqs takes at once, as S3 does up to 5 GB: in parts, behind the client's back.
 * The object's ETag is that of a multipart upload, and not the MD5 of its content as at AWS.
 */
export async function putLargeObject(
  backend: Backend,
  { url, body }: AwsRequest,
  headers: Record<string, string>,
): Promise<AwsResponse> {
  const send = (method: string, query: string, part: string | Buffer): Promise<AwsResponse> =>
    backend.send({ method, path: `${url.pathname}?${query}`, headers, body: part });
  const created = await send('POST', 'uploads', '');
  if (created.status !== 200) return created;
  const uploadId = encodeURIComponent(/<UploadId>(.*)<\/UploadId>/.exec(created.body.toString())?.[1] ?? '');
  const parts: string[] = [];
  for (let start = 0; start < body.length; start += MAX_PART_BYTES) {
    const number = parts.length + 1;
    const part = body.subarray(start, start + MAX_PART_BYTES);
    const uploaded = await send('PUT', `partNumber=${number}&uploadId=${uploadId}`, part);
    if (uploaded.status !== 200) return uploaded;
    parts.push(`<Part><PartNumber>${number}</PartNumber><ETag>${uploaded.headers['etag'] ?? ''}</ETag></Part>`);
  }
  const xml = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  const completed = await send('POST', `uploadId=${uploadId}`, xml);
  if (completed.status !== 200) return completed;
  const etag = /<ETag>(.*)<\/ETag>/.exec(completed.body.toString())?.[1] ?? '';
  return { status: 200, headers: { etag: etag.replaceAll('&quot;', '"') }, body: '' };
}
