import type { Effects, HandlerInput } from '../handler.ts';

type Invocation = { identity: unknown; effects: Effects };

const begin = (identity: unknown): Invocation => ({
  identity,
  effects: { appendedErrors: [], invalidations: [], evictions: [], responseHeaders: {}, logs: [] },
});

let current = begin(null);

/** Forgets the invocation before, and starts one with this identity and no effects. */
export function beginInvocation(input: HandlerInput): void {
  current = begin(input.context.identity);
}

/** What the handler that runs now has done so far, beyond what it returns. */
export const effects = (): Effects => current.effects;

/** `ctx.identity` of the invocation that runs now. */
export const identity = (): unknown => current.identity;
