import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '../authorization.ts';
import { openTargets } from '../open-target.ts';
import type { ApiName, Target } from '../target.ts';
import { ARGUMENTS } from './cases/arguments.ts';
import { CLOSED } from './cases/closed.ts';
import { CONNECTIONS } from './cases/connections.ts';
import { DELIVERY } from './cases/delivery.ts';
import { FILTERS } from './cases/filters.ts';
import { INVALIDATION } from './cases/invalidation.ts';
import { SUBSCRIPTIONS } from './cases/subscriptions.ts';
import { authorization, type FrameClient, openClient, operationText, publish } from './client.ts';
import type { FrameCase, Operation, Step } from './frame-case.ts';

const SUITE: Record<ApiName, Record<string, FrameCase[]>> = {
  open: {
    'a connection': CONNECTIONS,
    'a subscription': SUBSCRIPTIONS,
    'an event': DELIVERY,
    'an argument': ARGUMENTS,
    'an enhanced filter': FILTERS,
    'an invalidation': INVALIDATION,
  },
  closed: { 'a closed API': CLOSED },
};

const SUBJECTS = (['open', 'closed'] as const).flatMap((api) =>
  Object.entries(SUITE[api]).map(([what, cases]) => [what, api, cases] as const),
);

let targets: Record<ApiName, Target>;
const clients: FrameClient[] = [];
beforeAll(async () => {
  targets = await openTargets();
});
afterAll(async () => {
  for (const client of clients) client.end();
  await Promise.all([targets.open.close(), targets.closed.close()]);
});

/** The expectation for `toEqual`: a regular expression stands for every text that it matches. */
function matchers(expected: unknown): unknown {
  if (expected instanceof RegExp) return expect.stringMatching(expected);
  if (Array.isArray(expected)) return expected.map(matchers);
  if (typeof expected !== 'object' || expected === null) return expected;
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, matchers(value)]));
}

async function start(target: Target, client: FrameClient, operation: Operation & { id: string }): Promise<void> {
  const { id, as = 'key' } = operation;
  const data = operationText(operation);
  const extensions = { authorization: await authorization(target, as, { body: data }) };
  client.send(JSON.stringify({ id, type: 'start', payload: { data, extensions } }));
}

async function perform(target: Target, client: FrameClient, step: Step): Promise<void> {
  if ('send' in step) client.send(typeof step.send === 'string' ? step.send : JSON.stringify(step.send));
  else if ('start' in step) await start(target, client, step.start);
  else if ('publish' in step) await publish(target, step.publish);
  else if ('expectKeepAlive' in step) await client.keepAlive;
  else if ('expect' in step) expect(await client.next()).toEqual(matchers(step.expect));
  else if ('subscribe' in step) {
    await start(target, client, step.subscribe);
    expect(await client.next()).toEqual({ id: step.subscribe.id, type: 'start_ack' });
  } else expect(step.expectClose).toContain(await client.closed);
}

/** Whoever acts in a case. */
const callers = ({ connect, steps }: FrameCase) => [
  connect?.as,
  ...steps.map((step) => ('start' in step ? step.start.as : undefined)),
];

describe.each(SUBJECTS)('%s', (_what, api, cases) => {
  it.for(cases.map((one) => [one.evidence, one.name, one] as const))('[%s] %s', async ([, , one], { skip }) => {
    const target = targets[api];
    const why = callers(one).flatMap((as) => missing(target, as) ?? [])[0];
    skip(why !== undefined, why);
    const { connect, steps } = one;
    const client = await openClient(target, connect);
    clients.push(client);
    if (connect === undefined) {
      client.send('{"type":"connection_init"}');
      expect(await client.next()).toMatchObject({ type: 'connection_ack' });
    }
    for (const step of steps) await perform(target, client, step);
  });
});
