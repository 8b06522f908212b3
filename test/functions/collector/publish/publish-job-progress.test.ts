import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, isObjectType, Kind, parse, validate } from 'graphql';
import type { FieldNode, GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { PUBLISH_JOB_PROGRESS } from '../../../../functions/collector/publish/publish-job-progress.ts';

const read = (file: string) => readFileSync(new URL(`../../../../schema/${file}`, import.meta.url), 'utf8');
const SDL = read('appsync.graphql') + read('schema.graphql');

/** Every field below a type, as a path. */
function fieldPaths(type: GraphQLObjectType, prefix: string): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    const path = `${prefix}.${field.name}`;
    return isObjectType(named) ? fieldPaths(named, path) : [path];
  });
}

function selectedPaths(selectionSet: SelectionSetNode, prefix: string): string[] {
  const fields = selectionSet.selections.filter((node): node is FieldNode => node.kind === Kind.FIELD);
  return fields.flatMap(({ name, selectionSet: nested }) => {
    const path = `${prefix}.${name.value}`;
    return nested === undefined ? [path] : selectedPaths(nested, path);
  });
}

function missing(schema: GraphQLSchema): string[] {
  const type = schema.getType('JobProgress');
  const [operation] = parse(PUBLISH_JOB_PROGRESS).definitions;
  if (!isObjectType(type) || operation?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('no JobProgress, or no operation');
  const selected = new Set(selectedPaths(operation.selectionSet, ''));
  return fieldPaths(type, '.publishJobProgress').filter((path) => !selected.has(path));
}

describe('the publish mutation', () => {
  it('is valid', () => {
    expect(validate(buildSchema(SDL), parse(PUBLISH_JOB_PROGRESS))).toEqual([]);
  });

  it('selects every field of `JobProgress`: subscribers see no other', () => {
    expect(missing(buildSchema(SDL))).toEqual([]);
  });

  it('would be found to lack a field that is new, at any depth', () => {
    const grown = SDL.replace('type PhaseDurations @aws_api_key @aws_iam {', '$& "New." packaging: Float');
    expect(missing(buildSchema(grown))).toEqual(['.publishJobProgress.progressMetrics.phaseDurations.packaging']);
  });
});
