import { type ASTNode, Kind, visit } from 'graphql';
import type { PreparedOperation } from '../engine.ts';

/**
 * What a subscription sees of the events that it gets: text that is equal for subscriptions that see the same. The variables of its
 * field's arguments are left out: they choose events, and change nothing in them.
 */
export function projectionKey(operation: PreparedOperation): string {
  const { source, variables } = operation;
  const used = variablesOfSelection(operation).map((name) => [name, variables[name]]);
  return JSON.stringify([source, operation.operation.name?.value, used]);
}

/** The variables in what the operation selects of its field, in the order of the alphabet. */
function variablesOfSelection({ document, operation }: PreparedOperation): string[] {
  const ofField = operation.selectionSet.selections.flatMap((node): (ASTNode | undefined)[] =>
    node.kind === Kind.FIELD ? [node.selectionSet, ...(node.directives ?? [])] : [node],
  );
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const names = new Set<string>();
  for (const node of [...ofField, ...fragments]) {
    if (node !== undefined) visit(node, { Variable: ({ name }) => void names.add(name.value) });
  }
  return [...names].sort();
}
