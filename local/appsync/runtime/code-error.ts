/** One thing that AWS would not take about resolver code, as `EvaluateCode` tells it. Lines and columns count from 1. */
export type CodeFault = {
  errorType: 'PARSER_ERROR';
  value: string;
  location: { line: number; column: number; span: number };
};

/** Resolver code that AWS would refuse to store, with every fault that was found. */
export class CodeError extends Error {
  override name = 'CodeError';
  readonly codeErrors: readonly CodeFault[];

  constructor(codeErrors: readonly CodeFault[], name = '') {
    const lines = codeErrors.map(({ value, location }) => `code.js:${location.line}:${location.column}: ${value}`);
    super(`${name === '' ? '' : `${name}: `}${lines.join('\n')}`);
    this.codeErrors = codeErrors;
  }
}
