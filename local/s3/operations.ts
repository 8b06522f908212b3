import type { AwsRequest, RequiredPermission } from '../gateway/service.ts';

/** What a path-style request is about: `/BUCKET/KEY`, decoded. The key of a bucket itself is empty. */
type Target = { bucket: string; key: string };

type Operation = {
  name: string;
  method: string;
  on: 'account' | 'bucket' | 'object';
  /** The query parameters without which it is another operation. */
  needs?: readonly string[];
  /** The other ones that it may have. A parameter that is not known names an operation that is not imitated. */
  takes?: readonly string[];
  /** Whether it copies: has an `x-amz-copy-source`. */
  copies?: boolean;
  /** The action of its permission. */
  action: string;
};

const LISTING = ['prefix', 'delimiter', 'max-keys', 'encoding-type', 'marker'];
const RESPONSE = ['type', 'language', 'expires', 'cache-control', 'disposition', 'encoding'].map((name) =>
  name === 'expires' || name === 'cache-control' ? `response-${name}` : `response-content-${name}`,
);

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html and the permissions that each page states */
const OPERATIONS: readonly Operation[] = [
  { name: 'ListBuckets', method: 'GET', on: 'account', takes: ['max-buckets', 'prefix'], action: 'ListAllMyBuckets' },
  { name: 'CreateBucket', method: 'PUT', on: 'bucket', action: 'CreateBucket' },
  { name: 'HeadBucket', method: 'HEAD', on: 'bucket', action: 'ListBucket' },
  { name: 'DeleteBucket', method: 'DELETE', on: 'bucket', action: 'DeleteBucket' },
  { name: 'ListObjects', method: 'GET', on: 'bucket', takes: LISTING, action: 'ListBucket' },
  {
    name: 'ListObjectsV2',
    method: 'GET',
    on: 'bucket',
    needs: ['list-type'],
    takes: [...LISTING, 'continuation-token', 'start-after', 'fetch-owner'],
    action: 'ListBucket',
  },
  { name: 'DeleteObjects', method: 'POST', on: 'bucket', needs: ['delete'], action: 'DeleteObject' },
  { name: 'PutObject', method: 'PUT', on: 'object', action: 'PutObject' },
  { name: 'CopyObject', method: 'PUT', on: 'object', copies: true, action: 'PutObject' },
  { name: 'GetObject', method: 'GET', on: 'object', takes: RESPONSE, action: 'GetObject' },
  { name: 'HeadObject', method: 'HEAD', on: 'object', action: 'GetObject' },
  { name: 'DeleteObject', method: 'DELETE', on: 'object', action: 'DeleteObject' },
  { name: 'CreateMultipartUpload', method: 'POST', on: 'object', needs: ['uploads'], action: 'PutObject' },
  { name: 'UploadPart', method: 'PUT', on: 'object', needs: ['uploadId', 'partNumber'], action: 'PutObject' },
  { name: 'CompleteMultipartUpload', method: 'POST', on: 'object', needs: ['uploadId'], action: 'PutObject' },
  { name: 'AbortMultipartUpload', method: 'DELETE', on: 'object', needs: ['uploadId'], action: 'AbortMultipartUpload' },
];

/** The operation that method, path, query and headers mean together; undefined for one that is not imitated. */
export function operationOf(method: string, url: URL, headers: Record<string, string>): string | undefined {
  const target = targetOf(url.pathname);
  if (target === undefined) return undefined;
  const on = url.pathname === '/' ? 'account' : target.key === '' ? 'bucket' : 'object';
  const parameters = [...url.searchParams.keys()].filter((name) => name !== 'x-id');
  return OPERATIONS.find(
    ({ needs = [], takes = [], copies = false, ...operation }) =>
      operation.method === method &&
      operation.on === on &&
      copies === 'x-amz-copy-source' in headers &&
      needs.every((name) => parameters.includes(name)) &&
      parameters.every((name) => needs.includes(name) || takes.includes(name)),
  )?.name;
}

/** What IAM must allow, on bucket and object ARNs. */
export function requiredPermissions(request: AwsRequest): RequiredPermission[] {
  const target = targetOf(request.url.pathname);
  const operation = OPERATIONS.find(({ name }) => name === request.operation);
  if (target === undefined || operation === undefined) return [];
  const { bucket, key } = target;
  const action = `s3:${operation.action}`;
  if (operation.on === 'account') return [{ action, resources: ['*'] }];
  if (operation.name === 'DeleteObjects') {
    return [{ action, resources: deletedKeys(request.body).map((deleted) => objectArn(bucket, deleted)) }];
  }
  if (operation.on === 'bucket') return [{ action, resources: [`arn:aws:s3:::${bucket}`] }];
  const permission = { action, resources: [objectArn(bucket, key)] };
  if (!operation.copies) return [permission];
  const source = decoded(request.headers['x-amz-copy-source'] ?? '') ?? '';
  return [permission, { action: 's3:GetObject', resources: [`arn:aws:s3:::${source.replace(/^\//, '')}`] }];
}

const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;

/** Undefined for a path that is not well escaped, or names no bucket before its key. */
function targetOf(path: string): Target | undefined {
  const [bucket, ...key] = path.slice(1).split('/').map(decoded);
  if (bucket === undefined || key.includes(undefined) || (bucket === '' && key.length > 0)) return undefined;
  return { bucket, key: key.join('/') };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The keys in the XML body of a DeleteObjects request, read as fauxqs reads them: what it deletes is what must be allowed. */
function deletedKeys(body: Buffer): string[] {
  return [...body.toString('utf8').matchAll(/<Key>([\s\S]*?)<\/Key>/g)].map(([, key = '']) =>
    key
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'"),
  );
}
