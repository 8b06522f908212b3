import { isJsonObject } from '../../json.ts';
import { authorizationHeaders } from './authorization-object.ts';
import { parseMessage } from './messages.ts';

/** What a `start` asks for. */
export type Start = {
  /** `payload.data` as it came: an IAM signature covers its bytes. */
  data: string;
  /** What `data` holds. */
  request: { query: unknown; operationName: unknown; variables: unknown };
  /** The headers of `payload.extensions.authorization`, names in lower case. */
  authorization: Record<string, string>;
};

/** Reads the payload of a `start`; undefined when its `data` is not the JSON text of an object. */
export function readStart(payload: unknown): Start | undefined {
  const { data, extensions } = isJsonObject(payload) ? payload : {};
  const fields = typeof data === 'string' ? parseMessage(data) : undefined;
  if (typeof data !== 'string' || fields === undefined) return undefined;
  const { query, operationName, variables } = fields;
  return {
    data,
    request: { query, operationName, variables },
    authorization: authorizationHeaders(isJsonObject(extensions) ? extensions['authorization'] : undefined),
  };
}
