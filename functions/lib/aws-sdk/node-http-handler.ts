/**
 * Stands in bundles for `@smithy/node-http-handler`, whose HTTP/2 is left out: of the clients only Kinesis's would speak it, and
 * a session of HTTP/2 does not outlive the times in which Lambda freezes the container. It speaks HTTP/1.1 as the others do.
 */
export { streamCollector } from '@smithy/core/serde';
// @ts-expect-error -- the package has types for the whole of it only
export { DEFAULT_REQUEST_TIMEOUT, NodeHttpHandler } from '@smithy/node-http-handler/dist-es/node-http-handler';
// @ts-expect-error -- the same
export { NodeHttpHandler as NodeHttp2Handler } from '@smithy/node-http-handler/dist-es/node-http-handler';
