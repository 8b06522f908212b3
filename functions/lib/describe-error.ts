/** An error as it is logged. */
export type ErrorDescription = { name: string; message: string; stack?: string; cause?: ErrorDescription };

const MOST_CAUSES = 3;

/**
 * What is logged of an error, and of what caused it. What else it carries is left out: the errors of the AWS SDK hold requests,
 * answers and items, and so what users wrote. Their stack is left out too, because it shows nothing but the SDK.
 */
export function describeError(error: Error, causes: number = MOST_CAUSES): ErrorDescription {
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    ...(stack !== undefined && !('$metadata' in error) && { stack }),
    ...(cause instanceof Error && causes > 0 && { cause: describeError(cause, causes - 1) }),
  };
}
