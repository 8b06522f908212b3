/**
 * How far an expectation can be trusted: [R] recorded from AWS, [D] documented by AWS, [U] assumed, to be checked with
 * `REMOTE=1`.
 */
export type Evidence = 'R' | 'D' | 'U';

/** What `EvaluateCode` answers; what is not named is not compared, but an error that is not expected fails the case. */
export type Expected = {
  /** The evaluation's result, parsed. */
  result?: unknown;
  /** The evaluation's result is a JSON string that holds this: AWS leaves the order of its keys open. */
  jsonResult?: unknown;
  /** What the evaluation's result, a string, matches. */
  resultPattern?: RegExp;
  error?: {
    message: string | RegExp;
    /** The lines of the code that errors are told of, each once. Their words are not compared: none are recorded. */
    lines?: number[];
  };
  /** The call itself is refused, by this exception of AWS's. */
  exception?: string;
  logs?: string[];
  stash?: unknown;
  outErrors?: unknown;
};

/** One call of `EvaluateCode` and its answer. */
export type RuntimeCase = {
  name: string;
  evidence: Evidence;
  /** The module. `returning` makes one of an expression. */
  code: string;
  /** @default {} */
  context?: Record<string, unknown>;
  /** @default request */
  function?: 'request' | 'response';
  expected: Expected;
  /** Set where the local runtime alone can be asked: what it says of the things that it does not imitate. */
  local?: true;
};

/** The line on which the body begins in a module of `requesting`. */
export const BODY_LINE = 5;

/** A module whose request handler is this body, with everything imported that can be. */
export function requesting(body: string): string {
  return `import { util, runtime, extensions } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';

export function request(ctx) {
  ${body}
}

export function response(ctx) {
  return ctx.result;
}
`;
}

/** A module whose request handler returns this expression. */
export const returning = (expression: string): string => requesting(`return ${expression};`);

/** A case's name, the expression that its request handler returns, and the result. */
export type Row = [name: string, expression: string, result: unknown];

/** The cases of a table of expressions. */
export function expressionCases(evidence: Evidence, subject: string, rows: readonly Row[]): RuntimeCase[] {
  return rows.map(([name, expression, result]) => ({
    name: `${subject}: ${name}`,
    evidence,
    code: returning(expression),
    expected: { result },
  }));
}
