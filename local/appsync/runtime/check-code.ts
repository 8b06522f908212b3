import { parse, type AnyNode, type Program } from 'acorn';

/** AWS: API_FunctionConfiguration, `code`. */
const MAXIMUM_CODE_LENGTH = 32_768;

/** What can be imported, and from where. */
const EXPORTS: Record<string, string[]> = {
  '@aws-appsync/utils': ['util', 'runtime', 'extensions'],
  '@aws-appsync/utils/dynamodb': [
    ...['get', 'put', 'remove', 'update', 'scan', 'query', 'sync', 'batchGet', 'batchPut', 'batchDelete'],
    ...['transactGet', 'transactWrite', 'operations', 'toStringSet', 'toNumberSet', 'toBinarySet'],
  ],
};

/** Syntax that APPSYNC_JS lacks whatever it says. AWS: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html */
const REFUSED: Partial<Record<AnyNode['type'], string>> = {
  AwaitExpression: 'await',
  CatchClause: 'catch',
  ClassDeclaration: 'class',
  ClassExpression: 'class',
  ContinueStatement: 'continue',
  DebuggerStatement: 'debugger',
  DoWhileStatement: 'do-while',
  ExportAllDeclaration: 'export *',
  ExportDefaultDeclaration: 'export default',
  ForStatement: 'for (initialization; condition; afterthought)',
  ImportExpression: 'import()',
  LabeledStatement: 'a label',
  MetaProperty: 'import.meta or new.target',
  NewExpression: 'new',
  Super: 'super',
  ThisExpression: 'this',
  ThrowStatement: 'throw',
  TryStatement: 'try',
  WhileStatement: 'while',
  WithStatement: 'with',
  YieldExpression: 'yield',
};

/** What a node is that APPSYNC_JS lacks, or undefined. */
function refused(node: AnyNode): string | undefined {
  if (node.type === 'UpdateExpression') return node.operator;
  if (node.type === 'UnaryExpression') return node.operator === '~' ? '~' : undefined;
  if (node.type === 'BinaryExpression')
    return node.operator === 'in' || node.operator === 'instanceof' ? node.operator : undefined;
  if (node.type === 'Literal')
    return node.regex ? 'a regular expression literal' : node.bigint ? 'a BigInt' : undefined;
  if (node.type === 'ForOfStatement') return node.await ? 'for await' : undefined;
  if (node.type === 'Property') return node.kind === 'init' ? undefined : `an accessor (${node.kind})`;
  if (node.type === 'ImportDeclaration') return refusedImport(node);
  if ('async' in node && node.async) return 'async';
  if ('generator' in node && node.generator) return 'a generator';
  return REFUSED[node.type];
}

function refusedImport(node: Extract<AnyNode, { type: 'ImportDeclaration' }>): string | undefined {
  const source = String(node.source.value);
  const names = Object.hasOwn(EXPORTS, source) ? EXPORTS[source] : undefined;
  if (names === undefined) return `import from '${source}'`;
  for (const specifier of node.specifiers) {
    if (specifier.type === 'ImportDefaultSpecifier') return `a default import from '${source}'`;
    if (specifier.type === 'ImportNamespaceSpecifier') continue;
    const name = specifier.imported.type === 'Identifier' ? specifier.imported.name : String(specifier.imported.value);
    if (!names.includes(name)) return `import of '${name}' from '${source}'`;
  }
  return undefined;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function* nodesOf(node: AnyNode): Generator<AnyNode> {
  yield node;
  for (const part of Object.values(node).flat()) if (isNode(part)) yield* nodesOf(part);
}

/**
 * Parses resolver code as AWS would take it.
 *
 * @throws Error with one line a problem, `code.js:LINE:COLUMN: …`
 */
export function checkCode(code: string): Program {
  if (code.length > MAXIMUM_CODE_LENGTH) {
    throw new Error(`the code has ${code.length} characters, AppSync takes at most ${MAXIMUM_CODE_LENGTH}`);
  }
  let program: Program;
  try {
    program = parse(code, { ecmaVersion: 2022, sourceType: 'module', locations: true });
  } catch (error) {
    throw new Error(`code.js: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const problems: string[] = [];
  for (const node of nodesOf(program)) {
    const what = refused(node);
    const { line, column } = node.loc?.start ?? { line: 0, column: 0 };
    if (what !== undefined) problems.push(`code.js:${line}:${column + 1}: ${what} is not supported by APPSYNC_JS`);
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return program;
}
