import type { ExportNamedDeclaration, ImportDeclaration, ImportSpecifier, Pattern, Program } from 'acorn';
import type { HandlerName } from './handler.ts';
import type { FunctionText } from './runtime-messages.ts';

const nameOf = (name: ImportSpecifier['imported']): string =>
  name.type === 'Identifier' ? name.name : String(name.value);

function importText(node: ImportDeclaration): string {
  const module = `$appsync[${JSON.stringify(node.source.value)}]`;
  return node.specifiers
    .map((specifier) =>
      specifier.type === 'ImportSpecifier'
        ? `const ${specifier.local.name} = ${module}[${JSON.stringify(nameOf(specifier.imported))}];`
        : `const ${specifier.local.name} = ${module};`,
    )
    .join('');
}

const boundName = (pattern: Pattern): string[] => (pattern.type === 'Identifier' ? [pattern.name] : []);

/** The local name of each export. */
function exported(node: ExportNamedDeclaration): [string, string][] {
  const { declaration } = node;
  if (declaration?.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => boundName(id)).map((name) => [name, name]);
  }
  if (declaration) return [[declaration.id.name, declaration.id.name]];
  return node.specifiers.map((specifier) => [nameOf(specifier.exported), nameOf(specifier.local)]);
}

/** The names that a module exports, each with the name that it has inside. */
export const exportsOf = (program: Program): Map<string, string> =>
  new Map(program.body.flatMap((node) => (node.type === 'ExportNamedDeclaration' ? exported(node) : [])));

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/**
 * The text of a function that evaluates a checked module: it takes the modules by name and returns the handlers. Every line
 * and column of the code stays where it was but for `prefixLength` columns on the first line, so that faults are told at the
 * place where they are in the source.
 */
export function toFunction({ code, program }: { code: string; program: Program }): FunctionText {
  let body = code;
  let imports = '';
  const cover = (start: number, end: number): void => {
    body = body.slice(0, start) + blank(body.slice(start, end)) + body.slice(end);
  };
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      imports += importText(node);
      cover(node.start, node.end);
    } else if (node.type === 'ExportNamedDeclaration') {
      cover(node.start, node.declaration ? node.declaration.start : node.end);
    }
  }
  const handlers = exportsOf(program);
  const returned = (['request', 'response'] satisfies HandlerName[])
    .filter((name) => handlers.has(name))
    .map((name) => `${name}: ${handlers.get(name) ?? ''}`);
  // The code has a block of its own, so that it may have a `$appsync` of its own.
  const prefix = `(function ($appsync) { 'use strict'; ${imports}{ `;
  return { text: `${prefix}${body}\nreturn { ${returned.join(', ')} }; } })`, prefixLength: prefix.length };
}
