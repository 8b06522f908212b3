import { requesting, type RuntimeCase } from '../runtime-case.ts';

/** `runtime.earlyReturn`: its value is the evaluation's result. */
export const EARLY_RETURNS: RuntimeCase[] = [
  {
    name: '`runtime.earlyReturn` ends the handler with its value',
    evidence: 'D',
    code: requesting('runtime.earlyReturn({ a: [1] }); return 2;'),
    expected: { result: { a: [1] } },
  },
  {
    name: '`runtime.earlyReturn` from within a branch',
    evidence: 'D',
    code: requesting('if (ctx.args.skip) runtime.earlyReturn("skipped"); return "run";'),
    context: { arguments: { skip: true } },
    expected: { result: 'skipped' },
  },
  {
    name: '`runtime.earlyReturn` without a value',
    evidence: 'U',
    code: requesting('runtime.earlyReturn(); return 2;'),
    expected: { result: null },
  },
  {
    name: '`runtime.earlyReturn` with `skipTo: END`',
    evidence: 'U',
    code: requesting('runtime.earlyReturn(1, { skipTo: "END" }); return 2;'),
    expected: { result: 1 },
  },
  {
    name: 'the stash is told after an early return',
    evidence: 'U',
    code: requesting('ctx.stash.a = 1; runtime.earlyReturn(2);'),
    expected: { result: 2, stash: { a: 1 } },
  },
];
