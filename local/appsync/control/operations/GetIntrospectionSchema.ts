import { introspectionFromSchema, Kind, parse, print, visit } from 'graphql';
import { buildApiSchema } from '../../scalars/build-schema.ts';
import { badRequest } from '../answers.ts';
import type { Operation } from './operation.ts';

/**
 * The schema as a document, or as the result of an introspection query.
 * UNSURE: whether AWS puts the directives in when `includeDirectives` is left out. Here it does.
 * AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_GetIntrospectionSchema.html
 */
export const GetIntrospectionSchema: Operation = ({ url }, { api }) => {
  const format = url.searchParams.get('format') ?? '';
  const withDirectives = url.searchParams.get('includeDirectives') !== 'false';
  if (format === 'SDL') return schemaBlob(schemaDocument(api.schema, withDirectives));
  if (format === 'JSON') return schemaBlob(introspection(api.schema, withDirectives));
  return badRequest(
    `1 validation error detected: Value '${format}' at 'format' failed to satisfy constraint: Member must satisfy enum value set: [SDL, JSON]`,
  );
};

const schemaBlob = (body: string) => ({ status: 200, headers: { 'content-type': 'application/octet-stream' }, body });

function schemaDocument(schema: string, withDirectives: boolean): string {
  const document = parse(schema);
  if (withDirectives) return print(document);
  return print(visit(document, { [Kind.DIRECTIVE]: () => null, [Kind.DIRECTIVE_DEFINITION]: () => null }));
}

function introspection(schema: string, withDirectives: boolean): string {
  const { __schema: types } = introspectionFromSchema(buildApiSchema(schema));
  return JSON.stringify({ data: { __schema: withDirectives ? types : { ...types, directives: [] } } });
}
