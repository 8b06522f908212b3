/** Why a request, a connection or a `start` is turned away before it reaches the engine; `errorType` and `message` go onto the wire. */
export type AuthorizationFault = { errorType: 'UnauthorizedException'; message: string };

/** The caller is not known. */
export const NOT_AUTHENTICATED: AuthorizationFault = {
  errorType: 'UnauthorizedException',
  message: 'You are not authorized to make this call.',
};

/** The caller is known, and its IAM policies allow nothing of what it asks. */
export const PERMISSION_DENIED: AuthorizationFault = {
  errorType: 'UnauthorizedException',
  message: 'Permission denied',
};
