import { requesting, type RuntimeCase } from '../runtime-case.ts';

const responding = (body: string): string => `import { util, extensions } from '@aws-appsync/utils';
export function request(ctx) { return { payload: null }; }
export function response(ctx) {
  ${body}
  return null;
}
`;

const FILTER = 'util.transform.toSubscriptionFilter({ groupId: { eq: "g" } })';

const CALLS: [name: string, call: string][] = [
  ['setSubscriptionFilter', `extensions.setSubscriptionFilter(${FILTER});`],
  ['setSubscriptionInvalidationFilter', `extensions.setSubscriptionInvalidationFilter(${FILTER});`],
  [
    'invalidateSubscriptions',
    'extensions.invalidateSubscriptions({ subscriptionField: "onGroupChanged", payload: { groupId: "g" } });',
  ],
  ['evictFromApiCache', 'extensions.evictFromApiCache("Query", "job", { "ctx.arguments.id": "1" });'],
];

/** `extensions`: they are for response handlers; what they ask for has no place in an evaluation's answer. */
export const EXTENSIONS: RuntimeCase[] = [
  ...CALLS.map(([name, call]): RuntimeCase => ({
    name: `\`extensions.${name}\` in a response handler`,
    evidence: 'D',
    code: responding(call),
    function: 'response',
    expected: { result: null },
  })),
  {
    name: '`util.http.addResponseHeader` and `addResponseHeaders`',
    evidence: 'D',
    code: requesting('util.http.addResponseHeader("x-a", 1); util.http.addResponseHeaders({ "x-b": "2" }); return 3;'),
    expected: { result: 3 },
  },
];
