/**
 * One thing that AWS would not take about resolver code. Lines and columns count from 1.
 *
 * AWS: recorded as `PARSE_ERROR` (https://github.com/hashicorp/terraform-provider-aws/issues/30760), though the API reference
 * names `PARSER_ERROR` and `LINT_ERROR`. UNSURE: whether what a linter finds is told so too.
 */
export type CodeFault = {
  errorType: 'PARSE_ERROR';
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
