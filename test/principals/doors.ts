import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overTls } from 'node:https';
import { WebSocket } from 'ws';
import type { Outputs } from '../../local/outputs.ts';
import type { Answers } from './graphql-callers.ts';

const HOME = '127.0.0.1';
const FOREIGN = 'a foreign Host';
const TEXT = 'another content type';

const page: Answers = { [HOME]: 'yes', [TEXT]: 'yes', [FOREIGN]: 'no' };
const json: Answers = { [HOME]: 'yes', [TEXT]: 'no', [FOREIGN]: 'no' };
const credential: Answers = { [HOME]: 'wants a credential', [TEXT]: 'wants a credential', [FOREIGN]: 'no' };

/** What each door says to somebody without credentials, as it is asked. */
export const DOORS: Record<string, Answers> = {
  'the dashboard, `GET /`': page,
  'the dashboard over TLS': page,
  'GraphiQL, `GET /graphiql`': page,
  'recorded events, `POST /events`': json,
  'tokens of the issuer, `POST /USER_POOL_ID/token`': json,
  'keys of the issuer, `GET /USER_POOL_ID/.well-known/jwks.json`': page,
  'GraphQL, `POST /graphql`': credential,
  'GraphQL over TLS': credential,
  'a WebSocket, `/graphql/realtime`': { ...page, [HOME]: 'wants a credential', [TEXT]: 'wants a credential' },
  'a WebSocket over TLS': { ...page, [HOME]: 'wants a credential', [TEXT]: 'wants a credential' },
  'the AWS APIs': credential,
};

type Knock = { url: string; method?: string; body?: string };

/** Knocks at each door in each way. A page of another site can send no other type than this one, or under its own name. */
export async function knock({ graphqlUrl, realtimeUrl, issuerUrl = '', endpoints, resources }: Outputs) {
  const tls = (url: string): string => url.replace(/^http|^ws/, '$&s');
  const at = (path: string): string => new URL(path, graphqlUrl).href;
  const graphql = { method: 'POST', body: '{"query":"{ __typename }"}' };
  const realm = `${issuerUrl}/${resources.userPoolId ?? ''}`;
  const knocks: Knock[] = [
    { url: at('/') },
    { url: tls(at('/')) },
    { url: at('/graphiql') },
    { url: `${endpoints.eventbridge}/events`, method: 'POST', body: '[]' },
    { url: `${realm}/token`, method: 'POST', body: '{}' },
    { url: `${realm}/.well-known/jwks.json` },
    { url: graphqlUrl, ...graphql },
    { url: tls(graphqlUrl), ...graphql },
    { url: realtimeUrl },
    { url: tls(realtimeUrl) },
    { url: endpoints.dynamodb, method: 'POST', body: '{}' },
  ];
  const answers = await Promise.all(
    knocks.map(async (one): Promise<Answers> => {
      const ask = one.url.startsWith('ws') ? askToUpgrade : askOnce;
      return {
        [HOME]: await ask(one, { 'content-type': 'application/json' }),
        [TEXT]: await ask(one, { 'content-type': 'text/plain' }),
        [FOREIGN]: await ask(one, { 'content-type': 'application/json', host: 'evil.example' }),
      };
    }),
  );
  return Object.fromEntries(Object.keys(DOORS).map((door, index) => [door, answers[index]]));
}

async function askOnce({ url, method = 'GET', body = '' }: Knock, headers: Record<string, string>): Promise<string> {
  const request = url.startsWith('https') ? overTls : overHttp;
  const [status = 0, text] = await new Promise<[number | undefined, string]>((resolve, reject) => {
    const sent = request(url, { method, headers, rejectUnauthorized: false }, (response: IncomingMessage) => {
      let got = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (got += chunk));
      response.on('end', () => resolve([response.statusCode, got]));
    });
    sent.on('error', reject);
    sent.end(body);
  });
  if (status < 400) return 'yes';
  return /UnauthorizedException|MissingAuthenticationToken/.test(text) ? 'wants a credential' : 'no';
}

function askToUpgrade({ url }: Knock, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, 'graphql-ws', { headers, rejectUnauthorized: false });
    socket.on('unexpected-response', (request) => {
      request.destroy();
      resolve('no');
    });
    socket.on('error', () => resolve('no'));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data: Buffer) => {
      resolve(data.toString().includes('UnauthorizedException') ? 'wants a credential' : data.toString());
      socket.close();
    });
  });
}
