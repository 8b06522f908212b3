import { returning, type RuntimeCase } from '../runtime-case.ts';

const CALLS = ['util.rds.toJsonObject("{}")', 'util.xml.toMap("<a/>")', 'util.transform.toElasticsearchQueryDSL({})'];

/** What AWS has and the local runtime has not: it says so by name, when it is called. */
export const NOT_IMITATED: RuntimeCase[] = [
  ...CALLS.map((call): RuntimeCase => ({
    name: `\`${call}\` is not imitated`,
    evidence: 'U',
    code: returning(call),
    expected: { error: { message: new RegExp(`${call.slice(0, call.indexOf('('))}.* not imitated`) } },
    local: true,
  })),
  {
    name: '`@aws-appsync/utils/rds` is not imitated',
    evidence: 'U',
    code: `import * as rds from '@aws-appsync/utils/rds';
export function request(ctx) { return rds.createPgStatement(rds.select({ table: 'jobs' })); }
export function response(ctx) { return ctx.result; }
`,
    expected: { error: { message: /@aws-appsync\/utils\/rds: select is not imitated/ } },
    local: true,
  },
];
