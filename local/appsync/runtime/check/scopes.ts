import type { AnyNode, Identifier, Pattern, Program } from 'acorn';
import { childrenOf, isFunction, type FunctionNode } from './nodes.ts';

/** What a name stands for. `value`: the function that it was declared as, or first set to. */
export type Binding = { name: string; value?: FunctionNode };

/** A use of a name: the binding is undefined when the code declares no such name. `path` leads from the program to the parent. */
export type Reference = { identifier: Identifier; binding: Binding | undefined; path: readonly AnyNode[] };

type Scope = { names: Map<string, Binding>; outer: Scope | undefined; isFunction: boolean };

function* boundBy(pattern: Pattern): Generator<Identifier> {
  switch (pattern.type) {
    case 'Identifier':
      yield pattern;
      break;
    case 'ObjectPattern':
      for (const part of pattern.properties) yield* boundBy(part.type === 'Property' ? part.value : part.argument);
      break;
    case 'ArrayPattern':
      for (const part of pattern.elements) if (part) yield* boundBy(part);
      break;
    case 'RestElement':
      yield* boundBy(pattern.argument);
      break;
    case 'AssignmentPattern':
      yield* boundBy(pattern.left);
      break;
    case 'MemberExpression':
  }
}

function declare(scope: Scope, name: string, value?: FunctionNode): void {
  scope.names.set(name, { name, ...(value && { value }) });
}

const functionScope = (scope: Scope): Scope => (scope.isFunction || !scope.outer ? scope : functionScope(scope.outer));

/** Enters into a scope what a node declares in it, and what declarations with `var` below it do. */
function hoist(node: AnyNode, scope: Scope): void {
  if (node.type === 'ImportDeclaration') {
    for (const { local } of node.specifiers) declare(scope, local.name);
  } else if (node.type === 'FunctionDeclaration') {
    if (node.id) declare(scope, node.id.name, node);
  } else if (node.type === 'ClassDeclaration') {
    if (node.id) declare(scope, node.id.name);
  } else if (node.type === 'VariableDeclaration') {
    const target = node.kind === 'var' ? functionScope(scope) : scope;
    for (const { id, init } of node.declarations) {
      const value = id.type === 'Identifier' && isFunction(init) ? init : undefined;
      for (const { name } of boundBy(id)) declare(target, name, value);
    }
  } else if (node.type === 'ExportNamedDeclaration' && node.declaration) {
    hoist(node.declaration, scope);
  }
}

/** Enters the `var`s of everything below a function's body, wherever they stand. */
function hoistVariables(node: AnyNode, scope: Scope): void {
  if (isFunction(node)) return;
  if (node.type === 'VariableDeclaration' && node.kind === 'var') hoist(node, scope);
  for (const child of childrenOf(node)) hoistVariables(child, scope);
}

const lookUp = (scope: Scope | undefined, name: string): Binding | undefined =>
  scope && (scope.names.get(name) ?? lookUp(scope.outer, name));

const HAS_SCOPE = new Set<AnyNode['type']>([
  'BlockStatement',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'SwitchStatement',
]);

/** The parts of a node that are no uses of names. */
function namesOnly(node: AnyNode): readonly (AnyNode | null | undefined)[] {
  if (node.type === 'MemberExpression') return node.computed ? [] : [node.property];
  if (node.type === 'Property') return node.computed || node.shorthand ? [] : [node.key];
  if (node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') return node.computed ? [] : [node.key];
  if (node.type === 'ExportSpecifier') return [node.exported];
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return [node.id];
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return [node.id];
  return 'label' in node ? [node.label] : [];
}

const isSkipped = (node: AnyNode): boolean => node.type === 'ImportDeclaration' || node.type === 'MetaProperty';

/** Every use of a name in a program, with what it stands for there. The declaring names are uses too, of themselves. */
export function referencesOf(program: Program): Reference[] {
  const references: Reference[] = [];
  const path: AnyNode[] = [];

  function enter(node: AnyNode, scope: Scope): Scope {
    if (isFunction(node)) {
      const inner: Scope = { names: new Map(), outer: scope, isFunction: true };
      if (node.type === 'FunctionExpression' && node.id) declare(inner, node.id.name, node);
      for (const parameter of node.params) for (const { name } of boundBy(parameter)) declare(inner, name);
      hoistVariables(node.body, inner);
      return inner;
    }
    if (!HAS_SCOPE.has(node.type)) return scope;
    const inner: Scope = { names: new Map(), outer: scope, isFunction: false };
    for (const child of childrenOf(node)) {
      for (const statement of child.type === 'SwitchCase' ? child.consequent : [child]) hoist(statement, inner);
    }
    return inner;
  }

  function visit(node: AnyNode, outer: Scope): void {
    if (isSkipped(node)) return;
    if (node.type === 'Identifier') {
      references.push({ identifier: node, binding: lookUp(outer, node.name), path: [...path] });
      return;
    }
    const scope = enter(node, outer);
    const skipped = namesOnly(node);
    // A shorthand property is one name that stands for its key and its value.
    const children = node.type === 'Property' && node.shorthand ? [node.value] : childrenOf(node);
    path.push(node);
    for (const child of children) if (!skipped.includes(child)) visit(child, scope);
    path.pop();
  }

  const scope: Scope = { names: new Map(), outer: undefined, isFunction: true };
  for (const statement of program.body) hoist(statement, scope);
  hoistVariables(program, scope);
  visit(program, scope);
  return references;
}
