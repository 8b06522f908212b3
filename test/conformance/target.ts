import { CLOSED_STACK } from './closed/stack.ts';
import { CONFORMANCE_STACK } from './stack.ts';

/** The APIs of the suite: one with everything, one without introspection and with a Lambda authorizer. */
export type ApiName = 'open' | 'closed';

/** Those of AWS, in part. */
type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** An API of the suite, served: where its cases are sent. */
export type Target = Address & {
  /** Of a caller whom IAM lets have every field. */
  credentials: () => Promise<Credentials>;
  /** Of a caller who may have `Query.echo` of the open API alone. Absent where nobody has told them. */
  limited?: () => Promise<Credentials>;
  close(): Promise<void>;
};

/** What a stack's outputs tell. */
export type Address = {
  graphqlUrl: string;
  realtimeUrl: string;
  apiKey: string;
  /** Absent where it is still good. */
  expiredKey?: string;
  region: string;
};

/** The stack of each API. */
export const STACKS: Readonly<Record<ApiName, string>> = { open: CONFORMANCE_STACK, closed: CLOSED_STACK };

/** Reads the outputs of a stack. */
export function addressOf(stack: string, outputs: Record<string, string>): Address {
  const read = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`${stack}: no output ${name}`);
    return value;
  };
  const { ExpiringApiKey: expiring, ExpiringApiKeyExpires: expires } = outputs;
  const isExpired = expiring !== undefined && Number(expires) * 1000 <= Date.now();
  return {
    graphqlUrl: read('GraphQLUrl'),
    realtimeUrl: read('RealtimeUrl'),
    apiKey: read('ApiKey'),
    region: read('Region'),
    ...(isExpired && { expiredKey: expiring }),
  };
}
