import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { CallAws } from '../../gateway/service.ts';

/** Makes calls at an endpoint, signed. */
export function callOverHttp(endpoint: string, region: string): CallAws {
  const url = new URL(endpoint);
  return async ({ service, target, body }, credentials) => {
    const { headers } = await new SignatureV4({ credentials, service, region, sha256: Sha256 }).sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      headers: { host: url.host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
      body,
    });
    const response = await fetch(url, { method: 'POST', headers, body });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    };
  };
}
