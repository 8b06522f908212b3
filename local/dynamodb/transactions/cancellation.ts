import { jsonError } from '../../aws-json.ts';
import type { AwsResponse } from '../../gateway/service.ts';
import { type Answer, toResponse } from './send.ts';

/** What became of an action of a transaction that was cancelled. */
type CancellationReason = { Code: string; Message?: string; Item?: unknown };

/**
 * What a single operation finds wrong only when it knows the table or the stored item: a reason to cancel. All else that is invalid
 * refuses the request as a whole.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors
 */
const FOUND_AT_THE_TABLE = new RegExp(
  `^(${[
    'One or more parameter values were invalid: (Type mismatch for|Missing the key|Cannot update attribute|Size of|Aggregated size)',
    'The provided key element does not match the schema',
    'The update expression attempted to update the secondary index key',
    'An operand in the update expression has an incorrect data type',
    'Item size to update has exceeded the maximum allowed size',
    'Type mismatch for attribute to update',
    'The document path provided in the update expression is invalid for update',
    'The provided expression refers to an attribute that does not exist in the item',
  ].join('|')})`,
);

/** The answer to a transaction, given those to its actions, if some of them failed: why it was cancelled, action by action. */
export function failureOf(answers: Answer[]): AwsResponse | undefined {
  const reasons: CancellationReason[] = [];
  for (const answer of answers) {
    const reason = reasonOf(answer);
    if (reason === undefined) return toResponse(answer);
    reasons.push(reason);
  }
  const codes = reasons.map(({ Code }) => Code);
  return codes.every((code) => code === 'None') ? undefined : cancelled(reasons, codes);
}

/** Undefined for an answer that refuses the whole request. */
function reasonOf({ status, body }: Answer): CancellationReason | undefined {
  if (status === 200) return { Code: 'None' };
  const { __type: type, message, Item } = body;
  const name = String(type).split('#').at(-1);
  if (name === 'ConditionalCheckFailedException') {
    const reason = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };
    return Item === undefined ? reason : { ...reason, Item };
  }
  return name === 'ValidationException' && FOUND_AT_THE_TABLE.test(String(message))
    ? { Code: 'ValidationError', Message: String(message) }
    : undefined;
}

function cancelled(CancellationReasons: CancellationReason[], codes: string[]): AwsResponse {
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`;
  const error = jsonError(400, 'TransactionCanceledException', message);
  return { ...error, body: JSON.stringify({ ...JSON.parse(String(error.body)), CancellationReasons }) };
}
