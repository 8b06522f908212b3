import { Kind, type DirectiveNode } from 'graphql';

/** The `mutations` of a field's `@aws_subscribe`. */
export function mutationsOf(directives: readonly DirectiveNode[] = []): string[] {
  const value = directives.find(({ name }) => name.value === 'aws_subscribe')?.arguments?.[0]?.value;
  if (value?.kind === Kind.STRING) return [value.value];
  return value?.kind === Kind.LIST
    ? value.values.flatMap((node) => (node.kind === Kind.STRING ? [node.value] : []))
    : [];
}
