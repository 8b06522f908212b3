/** An entry of a GraphQL answer's `errors`, as far as AppSync fills it. */
export type GraphQLErrorEntry = {
  message: string;
  /** AppSync's name for the fault: `UnauthorizedException`, `BadRequest`. */
  errorType?: string;
  /** AppSync's number for the fault, in WebSocket frames: 401. */
  errorCode?: number;
};

/** A GraphQL operation that AppSync refused or could not carry out. */
export class GraphQLOperationError extends Error {
  override readonly name = 'GraphQLOperationError';
  readonly errors: GraphQLErrorEntry[];
  /** The HTTP status. Undefined when the answer came over the WebSocket. */
  readonly status: number | undefined;

  constructor(errors: GraphQLErrorEntry[], status?: number) {
    super(errors.map(({ message }) => message).join('; '));
    this.errors = errors;
    this.status = status;
  }

  /**
   * The kind of fault. When it is `unauthorized`, forbidden that is, or a `bad-request`, the same request would fare no better later; it may
   * when the API is `unavailable`.
   */
  get kind(): 'unauthorized' | 'bad-request' | 'unavailable' {
    const is = (type: RegExp, codes: number[]): boolean =>
      this.errors.some(
        ({ errorType = '', errorCode = this.status ?? 0 }) => type.test(errorType) || codes.includes(errorCode),
      );
    if (is(/Unauthorized|Forbidden/, [401, 403])) return 'unauthorized';
    return is(/BadRequest|Validation|UnsupportedOperation/, [400]) ? 'bad-request' : 'unavailable';
  }

  /** Whether the same request would fare no better later. */
  get isFinal(): boolean {
    return this.kind !== 'unavailable';
  }
}

/** Reads `errors` of an answer or frame: a list, or one object where AppSync sends just that. Empty when there are none. */
export function readErrors(errors: unknown): GraphQLErrorEntry[] {
  if (errors === undefined || errors === null) return [];
  return (Array.isArray(errors) ? errors : [errors]).map((entry: unknown): GraphQLErrorEntry => {
    if (typeof entry !== 'object' || entry === null) return { message: String(entry) };
    const { message, errorType, errorCode } = entry as Record<string, unknown>;
    const type = typeof errorType === 'string' ? errorType : undefined;
    return {
      message: typeof message === 'string' && message !== '' ? message : (type ?? 'Unknown error'),
      ...(type !== undefined && { errorType: type }),
      ...(typeof errorCode === 'number' && { errorCode }),
    };
  });
}
