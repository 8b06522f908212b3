import type { AnyNode, CallExpression, Program } from 'acorn';
import { isFunction, type FunctionNode } from './nodes.ts';
import type { Reference } from './scopes.ts';

const PASSED = 'Functions can not be passed as an argument';
const RETURNED = 'returning a function is not allowed';
const REASSIGNED = 're-assigning function is not allowed';

/** Finds the use that an identifier is. */
export type ReferenceOf = (identifier: unknown) => Reference | undefined;

/** The function that an expression is or names. */
const functionOf = (node: AnyNode | null | undefined, referenceOf: ReferenceOf): FunctionNode | undefined =>
  node?.type === 'Identifier' ? referenceOf(node)?.binding?.value : isFunction(node) ? node : undefined;

/**
 * Functions as values, which APPSYNC_JS has only as arguments of array methods. By the rules of @aws-appsync/eslint-plugin:
 * `no-function-passing`, `no-function-return`, `no-function-reassign`.
 */
export function functionAsValue(node: AnyNode, referenceOf: ReferenceOf): string | undefined {
  if (node.type === 'CallExpression') return isPassedOn(node, referenceOf) ? PASSED : undefined;
  if (node.type === 'ReturnStatement') return functionOf(node.argument, referenceOf) ? RETURNED : undefined;
  if (node.type === 'ArrowFunctionExpression') return functionOf(node.body, referenceOf) ? RETURNED : undefined;
  if (node.type === 'VariableDeclarator') return isNamed(node.init, referenceOf) ? REASSIGNED : undefined;
  if (node.type === 'AssignmentExpression') return isNamed(node.right, referenceOf) ? REASSIGNED : undefined;
  return undefined;
}

const isNamed = (node: AnyNode | null | undefined, referenceOf: ReferenceOf): boolean =>
  node?.type === 'Identifier' && functionOf(node, referenceOf) !== undefined;

/** Whose functions are known: the code's own, and those of `JSON` and `Object`. What a member of another value is, is not. */
function isPassedOn({ callee, arguments: given }: CallExpression, referenceOf: ReferenceOf): boolean {
  if (!given.some((argument) => functionOf(argument, referenceOf))) return false;
  if (callee.type === 'Identifier') return functionOf(callee, referenceOf) !== undefined;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  return ['JSON', 'Object', 'Math'].includes(callee.object.name) && !referenceOf(callee.object)?.binding;
}

/** Every call by name that lies on a cycle of the code's own functions, with that cycle. */
export function recursions(
  calls: { node: CallExpression; path: readonly AnyNode[] }[],
  program: Program,
  referenceOf: ReferenceOf,
): { node: CallExpression; cycle: string }[] {
  const edges = new Map<AnyNode, Set<FunctionNode>>();
  const known = calls.flatMap(({ node, path }) => {
    const to = node.callee.type === 'Identifier' ? functionOf(node.callee, referenceOf) : undefined;
    if (!to) return [];
    const from = path.findLast(isFunction) ?? program;
    edges.set(from, (edges.get(from) ?? new Set()).add(to));
    return [{ node, from, to, name: node.callee.type === 'Identifier' ? node.callee.name : '' }];
  });
  const names = new Map<AnyNode, string>(known.map(({ to, name }) => [to, name]));

  function wayBack(to: AnyNode, from: AnyNode): AnyNode[] | undefined {
    const seen = new Set<AnyNode>();
    const search = (at: AnyNode, way: AnyNode[]): AnyNode[] | undefined => {
      if (at === from) return way;
      if (seen.has(at)) return undefined;
      seen.add(at);
      for (const next of edges.get(at) ?? []) {
        const found = search(next, [...way, next]);
        if (found) return found;
      }
      return undefined;
    };
    return search(to, [to]);
  }
  return known.flatMap(({ node, from, to }) => {
    const way = from === program ? undefined : wayBack(to, from);
    if (!way) return [];
    return [{ node, cycle: [from, ...way].map((one) => names.get(one) ?? 'Anonymous Function').join(' <- ') }];
  });
}
