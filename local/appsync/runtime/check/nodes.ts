import type { AnonymousFunctionDeclaration, AnyNode, ArrowFunctionExpression } from 'acorn';
import type { FunctionDeclaration, FunctionExpression } from 'acorn';

/** Whatever has parameters and a body. */
export type FunctionNode =
  FunctionDeclaration | AnonymousFunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** A node's direct parts, in the order of the text for all that matters. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const part of Object.values(node) as unknown[]) {
    if (isNode(part)) children.push(part);
    else if (Array.isArray(part)) for (const one of part) if (isNode(one)) children.push(one);
  }
  return children;
}

/** A node and everything below it, in the order of `childrenOf`. */
export function* nodesOf(node: AnyNode): Generator<AnyNode> {
  const ahead = [node];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    yield next;
    ahead.push(...childrenOf(next).reverse());
  }
}

export const isFunction = (node: AnyNode | null | undefined): node is FunctionNode =>
  node?.type === 'FunctionDeclaration' ||
  node?.type === 'FunctionExpression' ||
  node?.type === 'ArrowFunctionExpression';
