import { jsonError } from '../aws-json.ts';
import type { Decision } from '../iam/evaluate.ts';
import type { Principal } from '../iam/principal.ts';
import type { SignatureFault } from '../iam/verify-signature.ts';
import type { AwsResponse } from './service.ts';

/** How an API words its errors: S3 in XML, SQS in JSON with the codes of its old query protocol, every other service in JSON. */
export type ErrorDialect = 's3' | 'sqs' | 'json';

/** The dialect of the service that a credential scope names. */
export function errorDialect(service: string | undefined): ErrorDialect {
  return service === 's3' || service === 'sqs' ? service : 'json';
}

/** An error in the words of a dialect. */
export function errorResponse(dialect: ErrorDialect, status: number, type: string, message: string): AwsResponse {
  if (dialect === 's3') {
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${type}</Code><Message>${escapeXml(message)}</Message></Error>`;
    return { status, headers: { 'content-type': 'application/xml' }, body };
  }
  const error = jsonError(status, type, message);
  // AWS: SDKs read the code from this header when a service came from the query protocol.
  // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-compatible-protocols
  return dialect === 'sqs'
    ? { ...error, headers: { ...error.headers, 'x-amzn-query-error': `${type};Sender` } }
    : error;
}

/** `REGION`: the signature is right, and for another region. */
type Fault = SignatureFault | 'REGION';
type Wording = { status: number; type: string; message?: string };

/**
 * The codes of faults in a request's signature.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const SIGNATURE_FAULTS: Record<ErrorDialect, Record<Fault, Wording>> = {
  json: {
    MISSING: { status: 400, type: 'MissingAuthenticationTokenException' },
    INCOMPLETE: { status: 400, type: 'IncompleteSignatureException' },
    UNKNOWN_KEY: { status: 400, type: 'UnrecognizedClientException' },
    MISMATCH: { status: 400, type: 'InvalidSignatureException' },
    EXPIRED: { status: 400, type: 'InvalidSignatureException' },
    REGION: { status: 400, type: 'InvalidSignatureException' },
  },
  sqs: {
    MISSING: { status: 403, type: 'MissingAuthenticationToken' },
    INCOMPLETE: { status: 400, type: 'IncompleteSignature' },
    UNKNOWN_KEY: { status: 403, type: 'InvalidClientTokenId' },
    MISMATCH: { status: 403, type: 'SignatureDoesNotMatch' },
    EXPIRED: { status: 403, type: 'SignatureDoesNotMatch' },
    REGION: { status: 403, type: 'SignatureDoesNotMatch' },
  },
  s3: {
    MISSING: { status: 403, type: 'AccessDenied', message: 'Access Denied' },
    INCOMPLETE: { status: 400, type: 'AuthorizationHeaderMalformed' },
    UNKNOWN_KEY: {
      status: 403,
      type: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    },
    MISMATCH: {
      status: 403,
      type: 'SignatureDoesNotMatch',
      message:
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    },
    EXPIRED: {
      status: 403,
      type: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the current time is too large.',
    },
    REGION: { status: 400, type: 'AuthorizationHeaderMalformed' },
  },
};

/** The answer to a request that is not authenticated, or is signed for another region. */
export function signatureFault(dialect: ErrorDialect, fault: Fault, message: string): AwsResponse {
  const { status, type, message: fixed } = SIGNATURE_FAULTS[dialect][fault];
  return errorResponse(dialect, status, type, fixed ?? message);
}

/**
 * The answer to a request that IAM does not let through.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDenied(
  dialect: ErrorDialect,
  principal: Principal,
  action: string,
  resource: string,
  decision: Exclude<Decision, 'ALLOWED'>,
): AwsResponse {
  const because =
    decision === 'EXPLICITLY_DENIED'
      ? 'with an explicit deny in a policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  return errorResponse(
    dialect,
    dialect === 'json' ? 400 : 403,
    dialect === 's3' ? 'AccessDenied' : 'AccessDeniedException',
    message,
  );
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
