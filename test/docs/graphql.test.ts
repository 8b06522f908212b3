import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const schema = buildSchema(['schema/appsync.graphql', 'schema/schema.graphql'].map(read).join('\n'));
const FILES = ['README.md', ...readdirSync(new URL('docs/', ROOT)).map((name) => `docs/${name}`)];

/** GraphQL that a document holds: blocks of it, what stands in a line of text, and template literals of its JavaScript. */
function operationsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```graphql\n(.*?)^```$/gms)];
  const literals = [...text.matchAll(/query: `([^`]+)`/g)];
  const spans = [
    ...text
      .replaceAll(/^```.*?^```$/gms, '')
      .matchAll(/`((?:query|mutation|subscription)?\s*\{\s*\w+\b(?!\s*:)[^`{}]*\{[^`]*)`/g),
  ];
  return [...blocks, ...literals, ...spans].map(([, operation = '']) => operation);
}

/** What is left out of a selection is any field. */
const complete = (operation: string): string => operation.replaceAll(/\{\s*…\s*\}/g, '{ __typename }');

const operations = FILES.filter((path) => path.endsWith('.md')).flatMap((path) =>
  operationsIn(read(path)).map((operation) => [path, operation] as const),
);

describe('the documents', () => {
  it('hold GraphQL', () => {
    expect(operations.map(([path]) => path)).toEqual(
      expect.arrayContaining(['README.md', 'docs/migrating.md', 'docs/runbooks.md']),
    );
  });

  it.each(operations)('ask what the schema answers: %s: %s', (_, operation) => {
    expect(validate(schema, parse(complete(operation))).map(({ message }) => message)).toEqual([]);
  });

  it('are found wanting where they name a field that is not there', () => {
    const [operation = ''] = operationsIn('see `{ jobsByStatus(status: ERROR) { jobs { id } } }`');
    expect(validate(schema, parse(complete(operation)))).toHaveLength(1);
  });
});
