import { BREAK, Kind, visit, type ASTNode, type DocumentNode, type GraphQLError, type ValueNode } from 'graphql';
import type { AppSyncError } from '../graphql-error.ts';
import { located } from './field-fault.ts';
import { type Place, wordingOf } from './validation-wordings.ts';
import { valueText } from './value-text.ts';

/** An error of graphql-js's validation as AppSync words, places and shapes it. */
export function validationError(error: GraphQLError, document: DocumentNode): AppSyncError {
  const { text, place } = wordingOf(error.message);
  const { nodes = [] } = error;
  const around = wayTo(document, (place.isLast ? nodes.at(-1) : nodes[0]) ?? document);
  const told = around.slice(0, 1 + placeIn(around, place));
  const path = pathOf(place.areAll ? told.slice(0, -1) : told);
  const locations = (place.areAll ? nodes : told.slice(-1)).flatMap(({ loc }) =>
    loc ? [located(loc.startToken)] : [],
  );
  return {
    path: null,
    locations: locations.length > 0 ? locations : null,
    message: `${filled(text, around)}${path.length > 0 ? ` @ '${path.join('/')}'` : ''}`,
  };
}

/** A node and what is around it, itself last. */
function wayTo(document: DocumentNode, target: ASTNode): ASTNode[] {
  const around: ASTNode[] = [];
  visit(document, {
    enter(node) {
      around.push(node);
      return node === target ? BREAK : undefined;
    },
    leave: () => void around.pop(),
  });
  return around;
}

/** Which of the nodes around one an error is told of. */
function placeIn(around: readonly ASTNode[], { within }: Place): number {
  return within === undefined ? around.length - 1 : around.findLastIndex(({ kind }) => within.includes(kind));
}

/** The names of the fields, and of the fragment, around the last of some nodes, its own included. */
const pathOf = (around: readonly ASTNode[]): string[] =>
  around.flatMap((one) => (one.kind === Kind.FIELD || one.kind === Kind.FRAGMENT_DEFINITION ? [one.name.value] : []));

/** A wording with what the document tells in place of what is in braces. */
function filled(text: string, around: readonly ASTNode[]): string {
  const argument = argumentOf(around);
  const node = around.at(-1);
  const known: Record<string, string> = {
    argument: argument?.name ?? '',
    value: argument ? valueText(argument.value) : '',
    node: node?.kind === Kind.FIELD ? node.name.value : '',
    parent: around.at(-2)?.kind ?? '',
  };
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => known[name] ?? placeholder);
}

/**
 * The argument around the last of some nodes, each the parent of the next. AWS: what is inside of it is named, too: `input.inner.name`;
 * a field that an object should not have, or lacks, is a fault of the object.
 */
function argumentOf(nodes: readonly ASTNode[]): { name: string; value: ValueNode } | undefined {
  const start = nodes.findIndex(({ kind }) => kind === Kind.ARGUMENT);
  const [argument, ...inside] = nodes.slice(Math.max(start, 0));
  if (start < 0 || argument?.kind !== Kind.ARGUMENT) return undefined;
  let { value } = argument;
  let name = argument.name.value;
  const last = inside.at(-1);
  for (const node of inside) {
    if (node.kind === Kind.OBJECT_FIELD) {
      if (node === last) break;
      name += `.${node.name.value}`;
      value = node.value;
    } else if (value.kind === Kind.LIST && value.values.some((member) => member === node)) {
      name += `[${value.values.findIndex((member) => member === node)}]`;
      value = node as ValueNode;
    }
  }
  return { name, value };
}
