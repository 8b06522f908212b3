import type { AnyNode } from 'acorn';
import type { Binding, Reference } from './scopes.ts';

const propertyName = (node: Extract<AnyNode, { type: 'MemberExpression' }>): string =>
  node.property.type === 'Identifier' ? node.property.name : 'properties';

/** Whether a statement or expression writes to one of its parts. */
const writes = (node: AnyNode | undefined, target: AnyNode): boolean => {
  switch (node?.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left === target;
    case 'UpdateExpression':
      return node.argument === target;
    case 'UnaryExpression':
      return node.operator === 'delete' && node.argument === target;
    default:
      return false;
  }
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
