import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/**
 * How many fields a document selects, each fragment counted wherever it is spread. Some short lines of fragments that spread one another
 * twice make more fields than there is memory for: this counts them without looking at each. The document is valid.
 */
export function selectionSize(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const sizes = new Map<SelectionSetNode | undefined, number>([[undefined, 0]]);

  function sizeOf(set: SelectionSetNode | undefined): number {
    const known = sizes.get(set);
    if (known !== undefined) return known;
    let size = 0;
    for (const node of set?.selections ?? []) {
      if (node.kind === Kind.FRAGMENT_SPREAD) size += sizeOf(fragments.get(node.name.value)?.selectionSet);
      else size += sizeOf(node.selectionSet) + (node.kind === Kind.FIELD ? 1 : 0);
    }
    sizes.set(set, size);
    return size;
  }
  return document.definitions.reduce(
    (size, node) => (node.kind === Kind.OPERATION_DEFINITION ? size + sizeOf(node.selectionSet) : size),
    0,
  );
}
