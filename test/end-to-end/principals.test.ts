import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROLES, rolesOf, signersOf } from '../principals/callers.ts';
import { signing } from '../principals/credential.ts';
import { synthesizeWithExpiredKey } from '../principals/expired-key.ts';
import { DOORS, knock } from '../principals/doors.ts';
import { askGateway, type AskGateway } from '../principals/gateway.ts';
import { FIELDS } from '../principals/graphql.ts';
import {
  type Answers,
  defaultCallers,
  type Expected,
  OIDC,
  TENANCY,
  tenancyCallers,
} from '../principals/graphql-callers.ts';
import { progress } from '../principals/jobs.ts';
import { ownListeners } from '../principals/own-listeners.ts';
import { absent, iteratorsOf, type Names, namesIn } from '../principals/names.ts';
import { OPERATIONS } from '../principals/operations.ts';
import { reportOf } from '../principals/report.ts';
import { apiOf, type Stranger, strangersOf } from '../principals/strangers.ts';
import { watch } from '../principals/subscriptions.ts';
import { startTestStack, type TestStack } from './test-stack.ts';

let tenancy: TestStack;
let withKey: TestStack;
let names: Names;
let gateway: AskGateway;

/** The ports that other tests of this process may have left open. */
let listeningBefore: Set<string>;

beforeAll(async () => {
  listeningBefore = new Set((await ownListeners()).map(({ port }) => port));
  [tenancy, withKey] = await Promise.all([
    startTestStack({
      context: {
        auth: 'COGNITO,OIDC',
        oidc: JSON.stringify(OIDC),
        tenancy: JSON.stringify(TENANCY),
        archive: 'true',
        dashboard: 'true',
        mediaBuckets: 'media-in',
        discoverSubmitted: 'true',
        monitoring: 'false',
      },
    }),
    startTestStack({ context: { streams: 'false', monitoring: 'false' }, synthesize: synthesizeWithExpiredKey }),
  ]);
  names = namesIn(tenancy, await iteratorsOf(tenancy));
  gateway = askGateway(tenancy.outputs.endpoints.dynamodb);
  await Promise.all([tenancy, withKey].map(store));
}, 120_000);
afterAll(async () => {
  gateway.close();
  await Promise.all([tenancy.close(), withKey.close()]);
});

/** Has the jobs progress, and sees them stored. */
async function store(stack: TestStack): Promise<void> {
  const { outputs } = stack;
  const [job] = FIELDS;
  await progress(stack, Date.UTC(2026, 10, 27));
  const admin = signing(outputs.credentials.admin);
  await vi.waitFor(async () => expect(await job?.ask(outputs, admin)).toBe('all'), { timeout: 20_000 });
}

/** What everybody is answered at the doors of an API. Jobs are published while all are watching. */
async function answersOf(stack: TestStack, callers: Expected[], time: number): Promise<Record<string, Answers>> {
  const { outputs } = stack;
  const admin = signing(outputs.credentials.admin);
  const asked = await Promise.all(
    callers.map(async ({ who, credential }): Promise<[string, Answers]> => {
      const answers: Answers = {};
      for (const { name, ask } of FIELDS) answers[name] = await ask(outputs, credential);
      return [who, answers];
    }),
  );
  const watching = await Promise.all(callers.map(({ credential }) => watch(outputs, credential, admin)));
  // Whoever watches last is told last.
  const last = await watch(outputs, admin, admin);
  await progress(stack, time);
  await expect.poll(async () => (await last.told())['onAnyJobProgress'], { timeout: 20_000 }).toBe('all');
  const told = await Promise.all(
    watching.map(async ({ connected, told: hear }) => ({ connect: connected, ...(await hear()) })),
  );
  for (const { close } of [...watching, last]) close();
  return Object.fromEntries(asked.map(([who, answers], index) => [who, { ...answers, ...told[index] }]));
}

const expectedOf = (callers: Expected[]): Record<string, Answers> =>
  Object.fromEntries(callers.map(({ who, answers }) => [who, answers]));

describe('the GraphQL API', () => {
  it('answers everybody as it is to, with tenancy', async () => {
    const callers = tenancyCallers(tenancy);
    expect(await answersOf(tenancy, callers, Date.UTC(2026, 10, 28))).toEqual(expectedOf(callers));
  });

  it('answers everybody as it is to, without', async () => {
    const callers = defaultCallers(withKey);
    expect(await answersOf(withKey, callers, Date.UTC(2026, 10, 28))).toEqual(expectedOf(callers));
  });
});

const strangers = (): Stranger[] => strangersOf(tenancy, withKey.outputs.apiKey ?? '');

describe('the AWS APIs', () => {
  it('are asked by every role of the stack', () => {
    expect([...rolesOf(tenancy).keys()].sort()).toEqual(Object.values(ROLES).sort());
  });

  it('let in whom they are to, and nobody else', async () => {
    const signers = signersOf(tenancy).map(([who, keys]) => [who, signing(keys)] as const);
    const none = absent(names);
    const asked = OPERATIONS.map(async ({ action, on, may, destroys, request }) => {
      const letIn = await Promise.all(
        signers.map(async ([who, credential]) => {
          const isTwin = destroys === true && may.includes(who);
          const answer = await gateway.ask(request(isTwin ? none : names), credential);
          return answer === 'no' ? [] : [answer === 'yes' ? who : `${who}: ${answer}`];
        }),
      );
      return { action, on, may: letIn.flat().sort() };
    });
    expect(await Promise.all(asked)).toEqual(
      OPERATIONS.map(({ action, on, may }) => ({ action, on, may: [...may].sort() })),
    );
  });

  it('let in nobody who is not known', async () => {
    for (const { who, credential, answers } of strangers()) {
      const asked = OPERATIONS.map(async ({ service, action, on, request }) => {
        const answer = await gateway.ask(request(names), credential);
        return answer === answers[apiOf(service)] ? [] : [{ who, action, on, answer }];
      });
      expect((await Promise.all(asked)).flat()).toEqual([]);
    }
  });
});

describe('the local engine', () => {
  it('is open to any program on this machine, and to no page of another site', async () => {
    expect(await knock(tenancy.outputs)).toEqual(DOORS);
  });

  it.runIf(process.platform === 'linux')('listens on the loopback interface alone', async () => {
    const listening = (await ownListeners()).filter(({ port }) => !listeningBefore.has(port));
    const ports = [...Object.values(tenancy.outputs.endpoints), tenancy.outputs.graphqlUrl].map(
      (url) => new URL(url).port,
    );

    expect(listening.map(({ port }) => port)).toEqual(expect.arrayContaining(ports));
    expect(listening.filter(({ address }) => address !== '127.0.0.1')).toEqual([]);
  });

  it('makes its credentials and keys anew at each start', () => {
    const secretsOf = ({ outputs: { credentials, apiKey = '' } }: TestStack): string[] => [
      ...Object.values(credentials).flatMap(({ accessKeyId, secretAccessKey }) => [accessKeyId, secretAccessKey]),
      apiKey,
    ];
    const others = new Set(secretsOf(withKey));

    expect(secretsOf(tenancy).filter((secret) => others.has(secret))).toEqual([]);
  });
});

// Renewed by `npx vitest run test/end-to-end/principals.test.ts -u`.
it('`docs/principals.md` says the same', async () => {
  const report = reportOf({
    tenancy: tenancyCallers(tenancy),
    default: defaultCallers(withKey),
    signers: signersOf(tenancy).map(([who]) => who),
    operations: OPERATIONS,
    strangers: strangers(),
    doors: Object.entries(DOORS).map(([who, answers]) => ({ who, answers })),
  });
  await expect(await report).toMatchFileSnapshot('../../docs/principals.md');
});
