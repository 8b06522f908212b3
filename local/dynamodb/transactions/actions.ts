import { jsonError } from '../../aws-json.ts';
import type { AwsResponse } from '../../gateway/service.ts';
import { isJsonObject, type JsonObject } from '../../json.ts';

/** One action of a transaction: the single operation that carries it out, and what that is asked. */
export type Action = { kind: ActionKind; operation: string; input: JsonObject };

export type ActionKind = 'Get' | 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

const CONDITION = [
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValuesOnConditionCheckFailure',
];

/**
 * What each action must have and may have; nothing else gets to the single operation.
 * A check is an update that changes nothing.
 */
const ACTIONS: Record<ActionKind, { operation: string; required: string[]; optional: string[] }> = {
  Get: {
    operation: 'GetItem',
    required: ['TableName', 'Key'],
    optional: ['ProjectionExpression', 'ExpressionAttributeNames'],
  },
  Put: { operation: 'PutItem', required: ['TableName', 'Item'], optional: CONDITION },
  Update: { operation: 'UpdateItem', required: ['TableName', 'Key', 'UpdateExpression'], optional: CONDITION },
  Delete: { operation: 'DeleteItem', required: ['TableName', 'Key'], optional: CONDITION },
  ConditionCheck: {
    operation: 'UpdateItem',
    required: ['TableName', 'Key', 'ConditionExpression'],
    optional: CONDITION,
  },
};

const MAX_ACTIONS = 100;

/** The actions of a request, each of one of the kinds; or the answer that refuses it. */
export function readActions(body: JsonObject, kinds: ActionKind[]): Action[] | AwsResponse {
  const items: unknown = body['TransactItems'];
  if (items === undefined || items === null) return constraint('null', 'transactItems', 'not be null');
  // UNSURE: AWS's wording.
  if (!Array.isArray(items) || !items.every(isJsonObject)) {
    return jsonError(400, 'SerializationException', 'TransactItems must be a list of structures');
  }
  // AWS: recorded in https://github.com/paritysuite/dynamodb-conformance, as all the texts here that are not UNSURE. It shows the
  // list in a form of its own.
  const shown = `'${JSON.stringify(items)}'`;
  if (items.length === 0) return constraint(shown, 'transactItems', 'have length greater than or equal to 1');
  if (items.length > MAX_ACTIONS) {
    return constraint(shown, 'transactItems', `have length less than or equal to ${MAX_ACTIONS}`);
  }
  const actions: Action[] = [];
  for (const [index, item] of items.entries()) {
    const action = readAction(item, kinds, index + 1);
    if ('status' in action) return action;
    actions.push(action);
  }
  return actions;
}

function readAction(item: JsonObject, kinds: ActionKind[], position: number): Action | AwsResponse {
  const [kind, ...more] = kinds.filter((name) => isJsonObject(item[name]));
  // UNSURE: so DynamoDB Local words both.
  if (kind === undefined) {
    return kinds.includes('Get')
      ? constraint('null', `transactItems.${position}.member.get`, 'not be null')
      : invalid('Invalid Request: TransactWriteRequest should contain Delete or Put or Update request');
  }
  if (more.length > 0) return invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  const members = item[kind] as JsonObject;
  const { operation, required, optional } = ACTIONS[kind];
  const missing = required.find((name) => members[name] === undefined || members[name] === null);
  if (missing !== undefined) {
    return constraint(
      'null',
      `transactItems.${position}.member.${lowerFirst(kind)}.${lowerFirst(missing)}`,
      'not be null',
    );
  }
  const input = Object.fromEntries([...required, ...optional].map((name) => [name, members[name]]));
  return { kind, operation, input };
}

/** A request that is refused as a whole. */
export function invalid(message: string): AwsResponse {
  return jsonError(400, 'ValidationException', message);
}

/** A request with a member that breaks the model of the API. */
export function constraint(shown: string, member: string, must: string): AwsResponse {
  return invalid(
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: Member must ${must}`,
  );
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
