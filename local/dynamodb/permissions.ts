import type { AwsRequest, RequiredPermission } from '../gateway/service.ts';
import { jsonBody } from '../aws-json.ts';
import { isJsonObject, type JsonObject } from '../json.ts';

/** Where the tables are said to be. */
export type Place = { region: string; accountId: string };

type Requirement = (body: JsonObject, tableArn: (name: unknown) => string, operation: string) => RequiredPermission[];

const onTable: Requirement = (body, tableArn, operation) => [
  { action: `dynamodb:${operation}`, resources: [tableArn(body['TableName'])] },
];

/** A query of an index needs no permission on the table. */
const onTableOrIndex: Requirement = (body, tableArn, operation) => {
  const { TableName: table, IndexName: index } = body;
  const arn = typeof index === 'string' ? `${tableArn(table)}/index/${index}` : tableArn(table);
  return [{ action: `dynamodb:${operation}`, resources: [arn] }];
};

const onEachTable: Requirement = ({ RequestItems: items }, tableArn, operation) => [
  { action: `dynamodb:${operation}`, resources: Object.keys(isJsonObject(items) ? items : {}).map(tableArn) },
];

/** A transaction needs the permission of each of its actions, on that action's table. */
const onEachAction: Requirement = ({ TransactItems: items }, tableArn) =>
  (Array.isArray(items) ? items : []).filter(isJsonObject).flatMap((item) =>
    Object.entries(item).map(([kind, action]) => ({
      // `Get`, `Put`, `Update`, `Delete` and `ConditionCheck`.
      action: `dynamodb:${kind}Item`,
      resources: [tableArn(isJsonObject(action) ? action['TableName'] : undefined)],
    })),
  );

const onResourceArn: Requirement = ({ ResourceArn: arn }, _tableArn, operation) => [
  { action: `dynamodb:${operation}`, resources: [String(arn)] },
];

const onEverything: Requirement = (_body, _tableArn, operation) => [
  { action: `dynamodb:${operation}`, resources: ['*'] },
];

/** AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
const REQUIREMENTS: ReadonlyMap<string, Requirement> = new Map([
  ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map((name) => [name, onTable] as const),
  ...['Query', 'Scan'].map((name) => [name, onTableOrIndex] as const),
  ...['BatchGetItem', 'BatchWriteItem'].map((name) => [name, onEachTable] as const),
  ...['TransactGetItems', 'TransactWriteItems'].map((name) => [name, onEachAction] as const),
  ...['CreateTable', 'UpdateTable', 'DeleteTable', 'DescribeTable'].map((name) => [name, onTable] as const),
  ...['DescribeTimeToLive', 'UpdateTimeToLive', 'DescribeContinuousBackups'].map((name) => [name, onTable] as const),
  ...['TagResource', 'UntagResource', 'ListTagsOfResource'].map((name) => [name, onResourceArn] as const),
  ...['ListTables', 'DescribeLimits', 'DescribeEndpoints'].map((name) => [name, onEverything] as const),
]);

/** Whether the emulators have the operation, and its permissions are known here. */
export function isOperation(operation: string): boolean {
  return REQUIREMENTS.has(operation);
}

/** What IAM must allow for a DynamoDB request, on table and index ARNs. */
export function requiredPermissions(request: AwsRequest, { region, accountId }: Place): RequiredPermission[] {
  const tableArn = (name: unknown): string =>
    String(name).startsWith('arn:') ? String(name) : `arn:aws:dynamodb:${region}:${accountId}:table/${String(name)}`;
  return REQUIREMENTS.get(request.operation)?.(jsonBody(request), tableArn, request.operation) ?? [];
}
