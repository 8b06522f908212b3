/** An error as it is logged. */
export type ErrorDescription = { name: string; message: string; stack?: string; cause?: ErrorDescription };

const MOST_CAUSES = 3;

/** What the language throws at a mistake in the code. Of other errors the message says what to do, and the stack nothing more. */
const MISTAKES = [TypeError, RangeError, ReferenceError, SyntaxError];

/**
 * What is logged of an error, and of what caused it. What else it carries is left out: the errors of the AWS SDK hold requests,
 * answers and items, and so what users wrote.
 */
export function describeError(error: Error, causes: number = MOST_CAUSES): ErrorDescription {
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    ...(stack !== undefined && MISTAKES.some((kind) => error instanceof kind) && { stack }),
    ...(cause instanceof Error && causes > 0 && { cause: describeError(cause, causes - 1) }),
  };
}
