import { returning, type RuntimeCase } from '../runtime-case.ts';

const CALLS = ['util.rds.toJsonObject("{}")', 'util.xml.toMap("<a/>")', 'util.transform.toElasticsearchQueryDSL({})'];

/** What AWS has and the local runtime has not: it says so by name. */
export const NOT_IMITATED: RuntimeCase[] = CALLS.map((call) => ({
  name: `\`${call}\` is not imitated`,
  evidence: 'U',
  code: returning(call),
  expected: { error: { message: new RegExp(`${call.slice(0, call.indexOf('('))}.* not imitated`) } },
  local: true,
}));
