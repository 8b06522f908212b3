/**
 * Why a request, a connection or a `start` is turned away before it reaches the engine; the fields go onto the wire as they are.
 * `BadRequestException` is for an authorizer that could not be asked.
 */
export type AuthorizationFault = { errorType: 'UnauthorizedException' | 'BadRequestException'; message?: string };

/** The caller is not known, or not let in. */
export const NOT_AUTHENTICATED: AuthorizationFault = {
  errorType: 'UnauthorizedException',
  message: 'You are not authorized to make this call.',
};

/** An API that takes tokens was given none, or one that it cannot trust: AWS says the same of a forged one. */
export const NO_VALID_TOKEN: AuthorizationFault = {
  errorType: 'UnauthorizedException',
  message: 'Valid authorization header not provided.',
};

/**
 * An API that takes nothing but JSON Web Tokens was given something else.
 * AWS: recorded at https://github.com/aws/aws-appsync-community/issues/198
 */
export const NO_TOKEN_AT_ALL: AuthorizationFault = {
  errorType: 'UnauthorizedException',
  message: 'Unable to parse JWT token.',
};

/** The token was good once. */
export const TOKEN_EXPIRED: AuthorizationFault = {
  errorType: 'UnauthorizedException',
  message: 'Token has expired.',
};

/**
 * The Lambda authorizer could not be asked: it may not be invoked, it failed or it took too long.
 * AWS: recorded without a message at https://github.com/aws/aws-cdk/issues/19239, for want of the permission to invoke it.
 */
export const AUTHORIZER_FAILED: AuthorizationFault = { errorType: 'BadRequestException' };

/** The caller is known, and its IAM policies allow nothing of what it asks. */
export const PERMISSION_DENIED: AuthorizationFault = {
  errorType: 'UnauthorizedException',
  message: 'Permission denied',
};

/** The HTTP status of a fault. UNSURE: 400 for an authorizer that could not be asked; its type's name says so. */
export const statusOf = ({ errorType }: AuthorizationFault): 400 | 401 =>
  errorType === 'BadRequestException' ? 400 : 401;

/**
 * What a `connection_error` says of a fault. Of an expired token AWS was seen to say less there than over HTTP:
 * https://github.com/awslabs/aws-mobile-appsync-sdk-android/issues/246
 */
export function connectionFault(fault: AuthorizationFault): {
  errorType: string;
  message?: string;
  errorCode: number;
} {
  const errorCode = statusOf(fault);
  return fault === TOKEN_EXPIRED ? { errorType: 'Unauthorized', errorCode } : { ...fault, errorCode };
}
