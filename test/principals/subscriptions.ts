import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Outputs } from '../../local/outputs.ts';
import type { Credential } from './credential.ts';
import { GRAPHQL_HEADERS } from './graphql.ts';
import { JOBS, namesOf, OWNERS } from './jobs.ts';

/** Subscriptions, by what the report calls them: all of each are started. */
const SUBSCRIPTIONS = {
  onJobProgress: OWNERS.map((owner) => `onJobProgress(jobId: "${JOBS[owner]}")`),
  onJobProgressByUserMetadata: ['onJobProgressByUserMetadata(key: "application", value: "Foo")'],
  onAnyJobProgress: ['onAnyJobProgress'],
};
export const SUBSCRIPTION_NAMES = Object.keys(SUBSCRIPTIONS) as (keyof typeof SUBSCRIPTIONS)[];

/** A caller with its subscriptions, at one connection. */
export type Watching = {
  /** `yes`, or the type of the error that refused the connection. */
  connected: string;
  /** Resolves once the connection has told all that was on its way: whose updates each subscription got, or the type of its error. */
  told(): Promise<Record<string, string>>;
  close(): void;
};

type Frame = {
  type: string;
  id?: string;
  payload?: { errors?: { errorType: string }[]; data?: { update: { jobId: string } } };
};

/**
 * Connects with a credential and starts every subscription with it. Whose connection is refused starts them at one of
 * `another`: a connection proves nothing for what is started there.
 */
export async function watch(outputs: Outputs, credential: Credential, another: Credential): Promise<Watching> {
  const own = await connect(outputs, credential);
  const { socket, frames } = own.answer === 'yes' ? own : await connect(outputs, another);
  const seen = new Map<string, Set<string>>();
  const refused = new Map<string, string>();
  const answers = new Map<string, () => void>();
  frames.onFrame(({ type, id = '', payload }) => {
    if (type === 'data') seen.get(id)?.add(payload?.data?.update.jobId ?? '');
    if (type === 'error') refused.set(id, payload?.errors?.[0]?.errorType ?? '?');
    if (type === 'error' || type === 'start_ack') answers.get(id)?.();
  });
  const start = async (id: string, field: string): Promise<void> => {
    const data = JSON.stringify({ query: `subscription { update: ${field} { jobId } }`, variables: {} });
    const authorization = await authorizationOf(outputs, credential, '', data);
    seen.set(id, new Set());
    const answered = new Promise<void>((resolve) => answers.set(id, resolve));
    socket.send(JSON.stringify({ id, type: 'start', payload: { data, extensions: { authorization } } }));
    await answered;
  };
  const idsOf = (name: keyof typeof SUBSCRIPTIONS): string[] =>
    SUBSCRIPTIONS[name].map((_, index) => `${name}-${index}`);
  for (const name of SUBSCRIPTION_NAMES)
    for (const [index, field] of SUBSCRIPTIONS[name].entries()) await start(`${name}-${index}`, field);
  return {
    connected: own.answer,
    async told() {
      // What the connection answers now, it answers after all that it was given before.
      await start('last', 'onAnyJobProgress');
      return Object.fromEntries(
        SUBSCRIPTION_NAMES.map((name) => {
          const errors = new Set(idsOf(name).flatMap((id) => refused.get(id) ?? []));
          const jobs = idsOf(name).flatMap((id) => [...(seen.get(id) ?? [])]);
          return [name, errors.size > 0 ? [...errors].join(' and ') : namesOf(jobs)];
        }),
      );
    },
    close: () => socket.close(),
  };
}

async function authorizationOf(
  { graphqlUrl }: Outputs,
  credential: Credential,
  below: string,
  body: string,
): Promise<Record<string, string>> {
  const { host, pathname } = new URL(graphqlUrl);
  const headers = { ...GRAPHQL_HEADERS, host };
  return credential({ service: 'appsync', method: 'POST', path: `${pathname}${below}`, headers, body });
}

/** Opens a connection, and answers whether it was let in. */
async function connect(outputs: Outputs, credential: Credential) {
  const authorization = await authorizationOf(outputs, credential, '/connect', '{}');
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const socket = new WebSocket(outputs.realtimeUrl, ['graphql-ws', `header-${header}`]);
  let listener: (frame: Frame) => void = () => undefined;
  socket.on('message', (data: Buffer) => listener(JSON.parse(data.toString()) as Frame));
  const first = new Promise<Frame>((resolve) => (listener = resolve));
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  const { type, payload } = await first;
  const answer = type === 'connection_ack' ? 'yes' : (payload?.errors?.[0]?.errorType ?? type);
  return {
    socket,
    answer,
    frames: {
      onFrame(take: (frame: Frame) => void) {
        listener = take;
      },
    },
  };
}
