import type { ExportNamedDeclaration, ImportDeclaration, ImportSpecifier, Pattern, Program } from 'acorn';
import type { HandlerName } from './handler.ts';

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

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/**
 * The text of a function that evaluates a checked module: it takes the modules by name and returns the two handlers. Every line
 * and column of the code stays where it was but for `prefixLength` columns on the first line, so that faults are told at the
 * place where they are in the source.
 *
 * @throws Error when the module does not export both handlers
 */
export function toFunction(code: string, program: Program): { text: string; prefixLength: number } {
  let body = code;
  let imports = '';
  const handlers = new Map<string, string>();
  const cover = (start: number, end: number): void => {
    body = body.slice(0, start) + blank(body.slice(start, end)) + body.slice(end);
  };
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      imports += importText(node);
      cover(node.start, node.end);
    } else if (node.type === 'ExportNamedDeclaration') {
      for (const [name, local] of exported(node)) handlers.set(name, local);
      cover(node.start, node.declaration ? node.declaration.start : node.end);
    }
  }
  const returned = (['request', 'response'] satisfies HandlerName[]).map((name) => {
    const local = handlers.get(name);
    if (local === undefined) throw new Error(`the code exports no '${name}' handler`);
    return `${name}: ${local}`;
  });
  const prefix = `(function ($appsync) { 'use strict'; ${imports}`;
  return { text: `${prefix}${body}\nreturn { ${returned.join(', ')} }; })`, prefixLength: prefix.length };
}
