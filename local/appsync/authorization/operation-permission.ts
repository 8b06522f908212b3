import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import type { OnDecision } from '../../iam/access-decision.ts';
import type { AppSyncApi } from '../api.ts';
import type { Caller } from '../caller.ts';
import type { Engine, PreparedOperation } from '../engine.ts';
import { policyAllowsField } from './field-policy.ts';

/**
 * Whether IAM lets a caller send an operation at all: its policies must allow one of the operation's root fields. Those that they do
 * not allow are then denied one by one. Callers of other modes may send anything.
 * UNSURE: AWS is known to refuse a whole request with `Permission denied`, not when some of its fields are allowed.
 */
export function isOperationPermitted(
  api: AppSyncApi,
  schema: Engine['schema'],
  { document, operation }: PreparedOperation,
  caller: Caller,
  onDecision?: OnDecision,
): boolean {
  if (caller.mode !== 'AWS_IAM') return true;
  const { principal } = caller;
  const rootType = schema.getRootType(operation.operation);
  if (principal === null || !rootType) return false;
  const fields = rootFields(operation.selectionSet, fragmentsOf(document));
  return fields.some((field) => policyAllowsField(api, principal, rootType.name, field, onDecision));
}

type Fragments = Map<string, FragmentDefinitionNode>;

function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

/** The names of the fields at an operation's root. A fragment is read where it is first spread: each may spread the next one twice. */
function rootFields(selectionSet: SelectionSetNode, unread: Fragments): string[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, unread);
    const fragment = unread.get(selection.name.value);
    unread.delete(selection.name.value);
    return fragment === undefined ? [] : rootFields(fragment.selectionSet, unread);
  });
}
