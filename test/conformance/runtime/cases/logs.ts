import { BODY_LINE, requesting, type RuntimeCase } from '../runtime-case.ts';

/** `logs`: level, place, and each value as JSON. */
export const LOGS: RuntimeCase[] = [
  {
    // AWS: https://docs.aws.amazon.com/appsync/latest/devguide/test-debug-resolvers-js.html has this code, context and answer.
    name: '`console.log` is told with the place of the call',
    evidence: 'D',
    code: `import { util } from '@aws-appsync/utils';

export function request(ctx) {
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ id: util.autoId() }),
    attributeValues: util.dynamodb.toMapValues(ctx.args),
  };
}

export function response(ctx) {
  if (ctx.identity.username === 'Nadia') {
    console.log("This request is allowed")
    return ctx.result;
  }
  util.unauthorized();
}
`,
    function: 'response',
    context: {
      arguments: { firstname: 'Shaggy', age: 4 },
      source: {},
      result: { breed: 'Miniature Schnauzer', color: 'black_grey' },
      identity: {
        sub: 'uuid',
        issuer: ' https://cognito-idp.{region}.amazonaws.com/{userPoolId}',
        username: 'Nadia',
        claims: {},
        sourceIp: ['x.x.x.x'],
        defaultAuthStrategy: 'ALLOW',
      },
    },
    expected: {
      result: { breed: 'Miniature Schnauzer', color: 'black_grey' },
      logs: ['INFO - code.js:13:5: "This request is allowed"'],
    },
  },
  {
    name: 'several values, and `console.error`',
    evidence: 'U',
    code: requesting('console.log("a", 1, { b: [true] }); console.error("c"); return null;'),
    expected: {
      result: null,
      logs: [`INFO - code.js:${BODY_LINE}:3: "a" 1 {"b":[true]}`, `ERROR - code.js:${BODY_LINE}:39: "c"`],
    },
  },
  {
    name: 'no logs are an empty list',
    evidence: 'U',
    code: requesting('return 1;'),
    expected: { result: 1, logs: [] },
  },
];
