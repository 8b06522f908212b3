import fc from 'fast-check';
import { connectionHeaders } from '../../../local/appsync/realtime/authorization-object.ts';
import { readStart } from '../../../local/appsync/realtime/read-start.ts';
import { parseMessage } from '../../../local/appsync/realtime/messages.ts';
import { parseAuthorization } from '../../../local/iam/authorization-header.ts';
import { json, keys, mutated, nested } from '../../local/appsync/soak/hostile-texts.ts';
import { text } from '../hostile-events.ts';
import { hold, type Subject, subjectOf } from '../subject.ts';
import { variantsOf } from '../variants.ts';

const authorization = fc.dictionary(
  fc.oneof(keys, fc.constantFrom('x-api-key', 'Authorization', 'host')),
  fc.oneof(text, fc.jsonValue()),
);
const start = fc
  .tuple(fc.oneof(json, nested, text), authorization)
  .map(([data, headers]) =>
    JSON.stringify({ id: '1', type: 'start', payload: { data, extensions: { authorization: headers } } }),
  );
const frame = fc.oneof(start, mutated(start), json, nested, text);

/** Whatever comes in a frame or a handshake, it is read as what it is to be or left alone: headers are text, under their own names. */
export const frames = (): Subject =>
  subjectOf(
    fc.property(fc.tuple(frame, authorization, text, fc.nat()), ([first, headers, any, seed]) => {
      for (const message of variantsOf(first, seed)) {
        const read = readStart(parseMessage(message)?.['payload']);
        const base64 = Buffer.from(JSON.stringify(headers)).toString('base64url');
        const offered = connectionHeaders(
          { 'sec-websocket-protocol': `graphql-ws, header-${base64}` },
          new URLSearchParams({ header: any }),
        );
        for (const found of [read?.authorization ?? {}, offered]) {
          hold(Object.getPrototypeOf(found) === Object.prototype, 'headers are a plain object');
          for (const value of Object.values(found)) hold(typeof value === 'string', 'a header is text');
        }
        parseAuthorization(any);
        parseAuthorization(`AWS4-HMAC-SHA256 ${any}`);
      }
    }),
  );
