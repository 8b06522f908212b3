import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createFaults } from '../../local/faults/create-faults.ts';
import type { AccessDecision } from '../../local/iam/access-decision.ts';
import { EVERYTHING } from '../infra/everything.ts';
import { evidenceOf } from '../permissions/evidence.ts';
import { EXCEPTIONS } from '../permissions/exceptions.ts';
import { type Grant, grantsOf } from '../permissions/grants.ts';
import { reportOf } from '../permissions/report.ts';
import { playEverything } from './play-everything.ts';
import { startTestStack, type TestStack } from './test-stack.ts';

let stack: TestStack;
let grants: Grant[];
let failure: unknown;
const decisions: AccessDecision[] = [];
const evidence = () => evidenceOf(grants, decisions, EXCEPTIONS);

beforeAll(async () => {
  const faults = createFaults({ seed: 1 });
  stack = await startTestStack({
    faults,
    context: Object.fromEntries(
      Object.entries(EVERYTHING).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
    speed: 20,
    msPerMinute: 500,
    onDecision: (made) => decisions.push(made),
  });
  grants = grantsOf(stack.assembly);
  // What was denied says more than what did not happen for it.
  failure = await playEverything(stack, faults).then(
    () => undefined,
    (error: unknown) => error,
  );
}, 180_000);
afterAll(() => stack.close());

describe('the policies of the stack', () => {
  it('deny nothing that its own roles, and AWS services for it, ask for', () => {
    expect(evidence().faults.denied).toEqual([]);
    expect(failure).toBeUndefined();
  });

  it('grant nothing that no call needs, unless there is a reason, and there is no reason for anything else', async () => {
    await vi.waitFor(() => expect(evidence().faults).toEqual({ denied: [], unused: [], stale: [], unexplained: [] }), {
      timeout: 15_000,
      interval: 200,
    });
  });

  // Renewed by `npx vitest run test/end-to-end/permissions.test.ts -u`.
  it('are what `docs/permissions.md` says', async () => {
    await expect(await reportOf(evidence().proofs, EXCEPTIONS)).toMatchFileSnapshot('../../docs/permissions.md');
  });
});
