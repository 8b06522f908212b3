import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type SelectionScope } from './selection.ts';

/**
 * The first field below a selection that is not allowed, as its type's name and its own. Behind an interface or a union any of the
 * possible types may come, and is asked for what applies to it alone.
 */
export function deniedField(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  sets: readonly (SelectionSetNode | undefined)[],
  scope: SelectionScope,
  isAllowed: (typeName: string, fieldName: string) => boolean,
): [typeName: string, fieldName: string] | undefined {
  // Every level of interfaces would else be gone through once for each way to it: as often as there are types, to the power of the depth.
  const passed = new Map<SelectionSetNode, Set<GraphQLObjectType>>();

  function below(output: GraphQLOutputType, set: SelectionSetNode | undefined): [string, string] | undefined {
    const named = getNamedType(output);
    const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : [];
    for (const one of possible) {
      const denied = on(one, set);
      if (denied) return denied;
    }
    return undefined;
  }

  function on(parent: GraphQLObjectType, set: SelectionSetNode | undefined): [string, string] | undefined {
    if (set === undefined || passed.get(set)?.has(parent)) return undefined;
    passed.set(set, (passed.get(set) ?? new Set()).add(parent));
    for (const node of set.selections) {
      if (!isIncluded(node, scope)) continue;
      let denied: [string, string] | undefined;
      if (node.kind === Kind.FIELD) {
        // Of `__typename` there is no field, and everybody may have it.
        const field = parent.getFields()[node.name.value];
        if (field && !isAllowed(parent.name, field.name)) return [parent.name, field.name];
        denied = field && below(field.type, node.selectionSet);
      } else {
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : scope.fragments[node.name.value];
        if (fragment && applies(schema, fragment.typeCondition, parent)) denied = on(parent, fragment.selectionSet);
      }
      if (denied) return denied;
    }
    return undefined;
  }

  for (const set of sets) {
    const denied = below(type, set);
    if (denied) return denied;
  }
  return undefined;
}

/** Whether a fragment's type condition holds for objects of a type. */
function applies(schema: GraphQLSchema, condition: NamedTypeNode | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined) return true;
  const named = schema.getType(condition.name.value);
  if (!isCompositeType(named)) return false;
  return isAbstractType(named) ? schema.isSubType(named, type) : named === type;
}
