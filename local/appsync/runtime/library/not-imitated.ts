/** A function that AppSync has and this runtime has not: it says so when it is called. */
export const notImitated = (name: string) => (): never => {
  throw new TypeError(`${name} is not imitated by the local AppSync runtime`);
};

const functionsOf = (owner: string, names: readonly string[]): Record<string, () => never> =>
  Object.fromEntries(names.map((name) => [name, notImitated(`${owner}${name}`)]));

/** `@aws-appsync/utils/rds`, by name only. */
export const rdsModule = {
  ...functionsOf('@aws-appsync/utils/rds: ', [
    ...['select', 'insert', 'update', 'remove', 'createPgStatement', 'createMySQLStatement', 'sql', 'toJsonObject'],
  ]),
  typeHint: functionsOf('@aws-appsync/utils/rds: typeHint.', ['DECIMAL', 'JSON', 'TIMESTAMP', 'TIME', 'UUID', 'DATE']),
  agg: functionsOf('@aws-appsync/utils/rds: agg.', [
    ...['max', 'maxDistinct', 'min', 'minDistinct', 'count', 'countDistinct'],
    ...['avg', 'avgDistinct', 'sum', 'sumDistinct'],
  ]),
};

/** `@aws-appsync/utils/ai`, by name only. */
export const aiModule = functionsOf('@aws-appsync/utils/ai: ', ['invokeModel', 'converse']);
