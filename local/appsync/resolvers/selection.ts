import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field of a selection: `key` in the answer, `name` in the schema. Fragments are flattened, equal keys merged. */
export type SelectedField = { key: string; name: string; children: SelectedField[] };

/** What a selection is read with. */
export type SelectionScope = {
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  variables: Readonly<Record<string, unknown>>;
};

/** Whether its `@skip` and `@include` leave a node in the selection. */
export const isIncluded = (node: SelectionNode, { variables }: SelectionScope): boolean =>
  getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
  getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;

/** The fields of selection sets, in the order in which they first appear. Type conditions are not looked at. */
export function selectedFields(
  sets: readonly (SelectionSetNode | undefined)[],
  scope: SelectionScope,
): SelectedField[] {
  const fields = new Map<string, { name: string; sets: (SelectionSetNode | undefined)[] }>();
  const visit = (set: SelectionSetNode | undefined): void => {
    for (const node of set?.selections ?? []) {
      if (!isIncluded(node, scope)) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) visit(node.selectionSet);
      else if (node.kind === Kind.FRAGMENT_SPREAD) visit(scope.fragments[node.name.value]?.selectionSet);
      else {
        const key = node.alias?.value ?? node.name.value;
        const field = fields.get(key) ?? { name: node.name.value, sets: [] };
        field.sets.push(node.selectionSet);
        fields.set(key, field);
      }
    }
  };
  sets.forEach(visit);
  return [...fields].map(([key, field]) => ({ key, name: field.name, children: selectedFields(field.sets, scope) }));
}

/** `ctx.info.selectionSetList`: `id`, `error`, `error/code`. AWS: an aliased field is named by its alias. */
export const selectionPaths = (fields: SelectedField[]): string[] =>
  fields.flatMap(({ key, children }) => [key, ...selectionPaths(children).map((path) => `${key}/${path}`)]);

/** How many levels of fields there are. `__typename`, which has no resolver, makes none. */
export const selectionDepth = (fields: SelectedField[]): number =>
  fields.reduce(
    (depth, { name, children }) => (name === '__typename' ? depth : Math.max(depth, 1 + selectionDepth(children))),
    0,
  );

/** Keeps of a value what a selection names, by the schema's names: what AppSync does to an error's `data`. */
export function keepSelected(value: unknown, fields: SelectedField[]): unknown {
  if (Array.isArray(value)) return value.map((member) => keepSelected(member, fields));
  if (typeof value !== 'object' || value === null || fields.length === 0) return value;
  const whole = value as Record<string, unknown>;
  return Object.fromEntries(
    fields
      .filter(({ name }) => Object.hasOwn(whole, name))
      .map(({ name, children }) => [name, keepSelected(whole[name], children)]),
  );
}

/** The same for a completed result, whose keys are response keys: they become the schema's names. */
export function undoAliases(value: unknown, fields: SelectedField[]): unknown {
  if (Array.isArray(value)) return value.map((member) => undoAliases(member, fields));
  if (typeof value !== 'object' || value === null || fields.length === 0) return value;
  const whole = value as Record<string, unknown>;
  return Object.fromEntries(
    fields
      .filter(({ key }) => Object.hasOwn(whole, key))
      .map(({ key, name, children }) => [name, undoAliases(whole[key], children)]),
  );
}
