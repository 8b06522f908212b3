import type { EvaluateCodeCommandOutput } from '@aws-sdk/client-appsync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTH_TYPES } from './cases/auth-types.ts';
import { CONTEXT } from './cases/context.ts';
import { DYNAMODB_MODULE } from './cases/dynamodb-module.ts';
import { DYNAMODB_VALUES } from './cases/dynamodb-values.ts';
import { EARLY_RETURNS } from './cases/early-returns.ts';
import { ERRORS } from './cases/errors.ts';
import { EXTENSIONS } from './cases/extensions.ts';
import { FILTER_EXPRESSIONS } from './cases/filter-expressions.ts';
import { LOGS } from './cases/logs.ts';
import { NOT_IMITATED } from './cases/not-imitated.ts';
import { SUBSCRIPTION_FILTERS } from './cases/subscription-filters.ts';
import { SYNTAX } from './cases/syntax.ts';
import { UTIL } from './cases/util.ts';
import { openEvaluator, REMOTE, type Evaluator } from './open-evaluator.ts';
import type { Expected, RuntimeCase } from './runtime-case.ts';

const CASES: RuntimeCase[] = [
  ...AUTH_TYPES,
  ...CONTEXT,
  ...DYNAMODB_MODULE,
  ...DYNAMODB_VALUES,
  ...EARLY_RETURNS,
  ...ERRORS,
  ...EXTENSIONS,
  ...FILTER_EXPRESSIONS,
  ...LOGS,
  ...NOT_IMITATED,
  ...SUBSCRIPTION_FILTERS,
  ...SYNTAX,
  ...UTIL,
];

const parsed = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

/** The parts of an answer that a case names, in the terms of its expectation; an error that it does not expect, too. */
function observed(answer: EvaluateCodeCommandOutput, expected: Expected): Record<string, unknown> {
  const { error } = answer;
  const result = parsed(answer.evaluationResult);
  return {
    ...(error !== undefined && {
      error: {
        message: error.message,
        ...(expected.error?.lines && {
          lines: [...new Set(error.codeErrors?.map(({ location }) => location?.line))],
        }),
      },
    }),
    ...('result' in expected && { result }),
    ...('resultPattern' in expected && { resultPattern: result }),
    ...('jsonResult' in expected && { jsonResult: typeof result === 'string' ? parsed(result) : result }),
    ...('logs' in expected && { logs: answer.logs }),
    ...('stash' in expected && { stash: parsed(answer.stash) }),
    ...('outErrors' in expected && { outErrors: parsed(answer.outErrors) }),
  };
}

/** The expectation for `toEqual`: a regular expression stands for every text that it matches. */
function matchers(expected: unknown): unknown {
  if (expected instanceof RegExp) return expect.stringMatching(expected);
  if (Array.isArray(expected)) return expected.map(matchers);
  if (typeof expected !== 'object' || expected === null) return expected;
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, matchers(value)]));
}

describe('`EvaluateCode`', () => {
  let evaluator: Evaluator;
  beforeAll(async () => {
    evaluator = await openEvaluator();
  });
  afterAll(() => evaluator.close());

  for (const one of CASES) {
    it.skipIf(REMOTE && one.local)(`[${one.evidence}] ${one.name}`, async () => {
      const evaluating = evaluator.evaluate(one);
      if (one.expected.exception !== undefined) {
        await expect(evaluating).rejects.toMatchObject({ name: one.expected.exception });
        return;
      }
      const answer = await evaluating;

      expect(observed(answer, one.expected)).toEqual(matchers(one.expected));
    });
  }
});
