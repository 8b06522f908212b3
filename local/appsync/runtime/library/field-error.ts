/** What `util.error` raises: it ends the handler, and the field. */
export class FieldError extends Error {
  override name = 'FieldError';
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;

  constructor(message: string, errorType: string | null, data: unknown, errorInfo: unknown) {
    super(message);
    this.errorType = errorType;
    this.data = data;
    this.errorInfo = errorInfo;
  }
}

/** What `runtime.earlyReturn` raises: it ends the handler with a value. */
export class EarlyReturn extends Error {
  override name = 'EarlyReturn';
  readonly value: unknown;
  readonly skipTo: 'END' | 'NEXT';

  constructor(value: unknown, skipTo: 'END' | 'NEXT') {
    super('early return');
    this.value = value;
    this.skipTo = skipTo;
  }
}

/** What `util.unauthorized` raises: it ends the handler, and the field. */
export class UnauthorizedError extends Error {
  override name = 'UnauthorizedError';
}
