import type { AnyNode } from 'acorn';
import type { Binding, Reference } from './scopes.ts';

const propertyName = (node: Extract<AnyNode, { type: 'MemberExpression' }>): string =>
  node.property.type === 'Identifier' ? node.property.name : 'properties';

/** Whether a statement or expression writes to one of its parts. */
const writes = (node: AnyNode | undefined, target: AnyNode): boolean => {
  if (node?.type === 'AssignmentExpression' || node?.type === 'ForInStatement' || node?.type === 'ForOfStatement') {
    return node.left === target;
  }
  if (node?.type === 'UpdateExpression') return node.argument === target;
  return node?.type === 'UnaryExpression' && node.operator === 'delete' && node.argument === target;
};

/**
 * What a use of a handler's context does to it that it does not suffer, or undefined: the context is read-only, and so are its
 * own properties; what these hold is not. By the rule `no-disallowed-re-assignment` of @aws-appsync/eslint-plugin.
 */
export function contextWrite({ identifier, binding, path }: Reference, contexts: Set<Binding>): string | undefined {
  if (!binding || !contexts.has(binding)) return undefined;
  const parent = path.at(-1);
  if (writes(parent, identifier)) return `${identifier.name} is readonly and re-assignment is not supported.`;
  if (parent?.type !== 'MemberExpression' || parent.object !== identifier || !writes(path.at(-2), parent)) {
    return undefined;
  }
  return `${identifier.name} is readonly. Adding/Updating ${propertyName(parent)} is not supported.`;
}
