import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalStack } from '../../local/start-local-stack.ts';
import { progressInput } from './progress-input.ts';
import { postEvents, sampleEvent, startTestStack } from './test-stack.ts';
import { administrator, createTenantWatcher, userWith, type TenantWatcher, type Watched } from './tenant-watcher.ts';

const ACME = '1764201600000-acme01';
const GLOBEX = '1764201600001-globex';
const NOBODY = '1764201600002-nobody';
/** The tenants that the jobs' user metadata name. */
const TENANTS: Record<string, string> = { [ACME]: 'acme', [GLOBEX]: 'globex' };

let stack: LocalStack;
let acme: TenantWatcher, globex: TenantWatcher, stranger: TenantWatcher, admin: TenantWatcher;
beforeAll(async () => {
  stack = await startTestStack({
    context: {
      auth: 'COGNITO',
      tenancy: '{"claim":"custom:tenant","metadataKey":"tenant"}',
      streams: 'false',
      monitoring: 'false',
    },
  });
  const { outputs } = stack;
  acme = createTenantWatcher(outputs, userWith(outputs, { 'custom:tenant': 'acme' }));
  globex = createTenantWatcher(outputs, userWith(outputs, { 'custom:tenant': 'globex' }));
  stranger = createTenantWatcher(outputs, userWith(outputs, { tenant: 'acme' }));
  admin = createTenantWatcher(outputs, administrator(outputs));
});
afterAll(async () => {
  for (const watcher of [acme, globex, stranger, admin]) watcher.close();
  await stack.close();
});

const START = Date.UTC(2026, 10, 27);
const ALL = [ACME, GLOBEX, NOBODY];

/** Subscriptions, and the jobs whose updates they are about, in the order of the first. */
const FIELDS = [
  { field: 'onAnyJobProgress', about: ALL },
  { field: 'onAnyJobProgress(status: PROGRESSING, queueName: "Default")', about: ALL },
  { field: 'onJobProgressByUserMetadata(key: "application", value: "Foo")', about: ALL },
  { field: 'onJobProgressByUserMetadata(key: "tenant", value: "acme")', about: [ACME] },
  ...ALL.map((id) => ({ field: `onJobProgress(jobId: "${id}")`, about: [id] })),
];

/** Lists, and the jobs in them, newest first. */
const LISTS = [
  { field: 'jobsByStatus(status: PROGRESSING)', about: ALL.toReversed() },
  { field: 'jobsByUserMetadata(key: "application", value: "Foo")', about: ALL.toReversed() },
  { field: 'jobsByUserMetadata(key: "tenant", value: "acme")', about: [ACME] },
  { field: 'jobsByQueue(queue: "Default")', about: ALL.toReversed() },
];

/** Sends an event of a job. */
async function sendEvent(jobId: string, time: number): Promise<void> {
  const event = await sampleEvent('PROGRESSING', jobId, time);
  const tenant = TENANTS[jobId];
  const userMetadata = { application: 'Foo', ...(tenant !== undefined && { tenant }) };
  const answer = await postEvents(stack, { ...event, detail: { ...event.detail, userMetadata } });
  expect(answer.status).toBe(200);
}

const CALLERS: [who: string, caller: () => TenantWatcher, sees: string[]][] = [
  ['a user of one tenant', () => acme, [ACME]],
  ['a user of another', () => globex, [GLOBEX]],
  ['an administrator with IAM', () => admin, ALL],
];

it('every caller gets the updates of the jobs that it may see, by every subscription, and no other', async () => {
  const watchAll = async (watcher: TenantWatcher) => await Promise.all(FIELDS.map(({ field }) => watcher.watch(field)));
  const [ofAcme, ofGlobex, ofAdmin] = await Promise.all([watchAll(acme), watchAll(globex), watchAll(admin)]);
  const [anyOfAcme, anyOfGlobex, any] = [ofAcme[0], ofGlobex[0], ofAdmin[0]];
  const happen = async (jobId: string, time: number) => {
    await sendEvent(jobId, time);
    // IAM sees every update: it was handed to whoever gets it.
    await any?.until(jobId, time);
  };
  for (const jobId of ALL) await happen(jobId, START);
  // A socket keeps the order: when its own last update is here, nothing that came before is still on its way.
  await happen(GLOBEX, START + 1000);
  await happen(ACME, START + 2000);
  await anyOfAcme?.until(ACME, START + 2000);
  await happen(GLOBEX, START + 3000);
  await anyOfGlobex?.until(GLOBEX, START + 3000);

  const seenOf = (watched: Watched[]) => watched.map(({ jobIds }) => [...jobIds]);
  expect(seenOf(ofAcme)).toEqual(FIELDS.map(({ about }) => about.filter((jobId) => jobId === ACME)));
  expect(seenOf(ofGlobex)).toEqual(FIELDS.map(({ about }) => about.filter((jobId) => jobId === GLOBEX)));
  expect(seenOf(ofAdmin)).toEqual(FIELDS.map(({ about }) => about));
});

it.each(CALLERS)('%s sees exactly its jobs in every list', async (_, caller, sees) => {
  for (const { field, about } of LISTS) {
    expect(await caller().ask(`{ list: ${field} { items { id } nextToken } }`)).toEqual({
      list: { items: about.filter((id) => sees.includes(id)).map((id) => ({ id })), nextToken: null },
    });
  }
});

it.each(CALLERS)('%s sees exactly its jobs in `job`, with their events', async (_, caller, sees) => {
  for (const id of ALL) {
    const answer = await caller().ask(`{ job(id: "${id}") { id events { items { status } } } }`);
    const times = { [ACME]: 2, [GLOBEX]: 3, [NOBODY]: 1 }[id] ?? 0;
    const events = { items: Array.from({ length: times }, () => ({ status: 'PROGRESSING' })) };
    expect(answer).toEqual({ job: sees.includes(id) ? { id, events } : null });
  }
});

it('a user whose token names no tenant is refused everywhere', async () => {
  const unauthorized = { errors: [{ errorType: 'Unauthorized' }] };
  await expect(stranger.ask(`{ job(id: "${ACME}") { id } }`)).rejects.toMatchObject(unauthorized);
  for (const { field } of LISTS) {
    await expect(stranger.ask(`{ ${field} { items { id } } }`)).rejects.toMatchObject(unauthorized);
  }
  for (const { field } of FIELDS) await expect(stranger.watch(field)).rejects.toMatchObject(unauthorized);
});

it('no user can publish', async () => {
  const publish = 'mutation ($input: JobProgressInput!) { publishJobProgress(input: $input) { jobId } }';
  for (const user of [acme, stranger]) {
    await expect(user.ask(publish, { input: { ...progressInput(ACME), tenant: 'acme' } })).rejects.toMatchObject({
      errors: [{ errorType: 'Unauthorized', message: 'Not Authorized to access publishJobProgress on type Mutation' }],
    });
  }
});
