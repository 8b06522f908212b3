import { Agent, request as httpRequest } from 'node:http';
import type { Credential } from './credential.ts';
import type { Sent } from './operation.ts';

/** What a principal that is refused is told, by any of the APIs. */
const DENIED = /^AccessDenied(Exception)?$/;
const CODE = /<Code>(\w+)<\/Code>|"__type":"(?:[\w.]+#)?(\w+)"/;

/** Asks the gateway, as clients do. */
export type AskGateway = {
  /** `yes` to whoever is let in, whatever becomes of the request; `no`, or what is wrong with the credential. */
  ask(sent: Sent, credential: Credential, host?: string): Promise<string>;
  close(): void;
};

export function askGateway(gatewayUrl: string): AskGateway {
  const { hostname, port, host: ownHost } = new URL(gatewayUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  return {
    async ask(sent, credential, host = ownHost) {
      const headers = await credential({ ...sent, headers: { ...sent.headers, host } });
      const query = sent.query === undefined ? '' : `?${new URLSearchParams(sent.query).toString()}`;
      const { method, path, body } = sent;
      const length = body === '' && method === 'GET' ? {} : { 'content-length': Buffer.byteLength(body) };
      const answer = await new Promise<{ status: number; text: string; type: string }>((resolve, reject) => {
        const options = { agent, hostname, port, method, path: `${path}${query}`, headers: { ...headers, ...length } };
        const request = httpRequest(options, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          const type = String(response.headers['x-amzn-errortype'] ?? '');
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text, type }));
        });
        request.on('error', reject);
        request.end(body);
      });
      if (answer.status < 400) return 'yes';
      const [, xml, json] = CODE.exec(answer.text) ?? [];
      const code = xml ?? json ?? answer.type;
      if (DENIED.test(code)) return 'no';
      return UNAUTHENTICATED.has(code) ? code : 'yes';
    },
    close: () => agent.destroy(),
  };
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html, in the words of each API. */
const UNAUTHENTICATED = new Set([
  ...['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  ...['IncompleteSignatureException', 'IncompleteSignature', 'AuthorizationHeaderMalformed'],
  ...['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidAccessKeyId'],
  ...['InvalidSignatureException', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed'],
]);
