import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTarget, type Target } from '../target.ts';
import { ARGUMENTS } from './cases/arguments.ts';
import { CONNECTIONS } from './cases/connections.ts';
import { DELIVERY } from './cases/delivery.ts';
import { FILTERS } from './cases/filters.ts';
import { INVALIDATION } from './cases/invalidation.ts';
import { SUBSCRIPTIONS } from './cases/subscriptions.ts';
import { authorize, type FrameClient, openClient, operationText, publish } from './client.ts';
import type { FrameCase, Operation, Step } from './frame-case.ts';

const SUBJECTS: Record<string, FrameCase[]> = {
  'a connection': CONNECTIONS,
  'a subscription': SUBSCRIPTIONS,
  'an event': DELIVERY,
  'an argument': ARGUMENTS,
  'an enhanced filter': FILTERS,
  'an invalidation': INVALIDATION,
};

let target: Target;
const clients: FrameClient[] = [];
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  for (const client of clients) client.end();
  await target.close();
});

/** The expectation for `toEqual`: a regular expression stands for every text that it matches. */
function matchers(expected: unknown): unknown {
  if (expected instanceof RegExp) return expect.stringMatching(expected);
  if (Array.isArray(expected)) return expected.map(matchers);
  if (typeof expected !== 'object' || expected === null) return expected;
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, matchers(value)]));
}

async function start(client: FrameClient, operation: Operation & { id: string }): Promise<void> {
  const { id, as = 'key' } = operation;
  const data = operationText(operation);
  const authorization = await authorize(target, as, { body: data });
  client.send(JSON.stringify({ id, type: 'start', payload: { data, extensions: { authorization } } }));
}

async function perform(client: FrameClient, step: Step): Promise<void> {
  if ('send' in step) client.send(typeof step.send === 'string' ? step.send : JSON.stringify(step.send));
  else if ('start' in step) await start(client, step.start);
  else if ('publish' in step) await publish(target, step.publish);
  else if ('expect' in step) expect(await client.next()).toEqual(matchers(step.expect));
  else if ('subscribe' in step) {
    await start(client, step.subscribe);
    expect(await client.next()).toEqual({ id: step.subscribe.id, type: 'start_ack' });
  } else expect(step.expectClose).toContain(await client.closed);
}

describe.each(Object.entries(SUBJECTS))('%s', (_, cases) => {
  it.each(cases)('$name [$evidence]', async ({ connect, steps }) => {
    const client = await openClient(target, connect);
    clients.push(client);
    if (connect === undefined) {
      client.send('{"type":"connection_init"}');
      expect(await client.next()).toMatchObject({ type: 'connection_ack' });
    }
    for (const step of steps) await perform(client, step);
  });
});
