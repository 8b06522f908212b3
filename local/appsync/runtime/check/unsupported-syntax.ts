import type { AnyNode } from 'acorn';

/** What can be imported, and from where. */
const EXPORTS: Record<string, string[]> = {
  '@aws-appsync/utils': ['util', 'runtime', 'extensions'],
  '@aws-appsync/utils/dynamodb': [
    ...['get', 'put', 'remove', 'update', 'scan', 'query', 'sync', 'batchGet', 'batchPut', 'batchDelete'],
    ...['transactGet', 'transactWrite', 'operations', 'toStringSet', 'toNumberSet', 'toBinarySet'],
  ],
  '@aws-appsync/utils/rds': [
    ...['select', 'insert', 'update', 'remove', 'createPgStatement', 'createMySQLStatement', 'sql'],
    ...['toJsonObject', 'typeHint', 'agg'],
  ],
  '@aws-appsync/utils/ai': ['invokeModel', 'converse'],
};

/**
 * Syntax that APPSYNC_JS lacks whatever it says.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html. The words are those of the rules that AWS
 * publishes as @aws-appsync/eslint-plugin, where there is a rule. UNSURE: the service's own words are not recorded.
 */
const REFUSED: Partial<Record<AnyNode['type'], string>> = {
  AwaitExpression: 'The `await` keyword is not supported',
  CatchClause: 'Catch clauses are not supported.',
  ClassDeclaration: 'Class declarations are not supported.',
  ClassExpression: 'Class declarations are not supported.',
  ContinueStatement: 'Continue statements are not supported',
  DebuggerStatement: 'Debugger statements are not supported.',
  DoWhileStatement: 'do...while statements are not supported.',
  ExportAllDeclaration: 'export * is not supported.',
  ExportDefaultDeclaration: 'export default is not supported.',
  ForStatement: 'For statements are not supported.',
  ImportExpression: 'import() is not supported.',
  LabeledStatement: 'Labeled statements are not supported.',
  MetaProperty: 'import.meta and new.target are not supported.',
  NewExpression: 'New expressions are not supported.',
  Super: 'super is not supported.',
  ThisExpression: 'This expressions are not supported.',
  ThrowStatement: 'Throw statements are not supported.',
  TryStatement: 'Try statements are not supported.',
  WhileStatement: 'While statements are not supported.',
  WithStatement: 'With statements are not supported.',
  YieldExpression: 'Yield statements are not supported',
};

/** What a node is that APPSYNC_JS lacks, or undefined. */
export function unsupportedSyntax(node: AnyNode): string | undefined {
  if (node.type === 'UpdateExpression') return `The operator ${node.operator} is not supported`;
  if (node.type === 'UnaryExpression') return node.operator === '~' ? 'The operator ~ is not supported' : undefined;
  if (node.type === 'BinaryExpression') {
    if (node.operator === 'in') return 'in operator is not supported. Use Object.hasOwn().';
    return node.operator === 'instanceof' ? 'The operator instanceof is not supported' : undefined;
  }
  if (node.type === 'Literal') {
    if (node.regex) return 'Regex literals are not supported.';
    return node.bigint ? 'BigInt literals are not supported.' : undefined;
  }
  if (node.type === 'ForOfStatement') return node.await ? 'The `await` keyword is not supported' : undefined;
  if (node.type === 'Property') return node.kind === 'init' ? undefined : 'Accessors are not supported.';
  if (node.type === 'ImportDeclaration') return unsupportedImport(node);
  if ('async' in node && node.async) return 'Async functions are not supported.';
  if ('generator' in node && node.generator) return 'Generator functions are not supported.';
  return REFUSED[node.type];
}

/** AWS: the service compiles the code with TypeScript's checker, whose words these are (aws-appsync-community#334). */
function unsupportedImport(node: Extract<AnyNode, { type: 'ImportDeclaration' }>): string | undefined {
  const source = String(node.source.value);
  const names = Object.hasOwn(EXPORTS, source) ? EXPORTS[source] : undefined;
  if (names === undefined) return `Cannot find module '${source}' or its corresponding type declarations.`;
  for (const specifier of node.specifiers) {
    if (specifier.type === 'ImportDefaultSpecifier') return `Module '"${source}"' has no default export.`;
    if (specifier.type === 'ImportNamespaceSpecifier') continue;
    const name = specifier.imported.type === 'Identifier' ? specifier.imported.name : String(specifier.imported.value);
    if (!names.includes(name)) return `Module '"${source}"' has no exported member '${name}'.`;
  }
  return undefined;
}
