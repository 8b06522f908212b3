import {
  GraphQLError,
  isIntrospectionType,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import type { Engine } from '../engine.ts';
import type { AppSyncError } from '../graphql-error.ts';
import { checkVariables, type VariablesFault } from './check-variables.ts';
import { located } from './field-fault.ts';
import { selectionSize } from './selection-size.ts';
import { validationError } from './validation-error.ts';

/** How many documents are remembered with what validation said of them. */
const REMEMBERED_DOCUMENTS = 500;

/** A document longer than this, in characters, is not remembered: those that are would fill the memory. */
const REMEMBERED_LENGTH = 50_000;

/**
 * UNSURE: no report tells of AppSync's own limit. This is the default of `ParserOptions` in graphql-java, which AppSync is built on, since
 * its release 17.4. https://github.com/graphql-java/graphql-java/pull/2549
 */
const MAX_TOKENS = 15_000;

/** UNSURE: the same, of how many fields an operation may come to. A resolver is told of each in `ctx.info.selectionSetList`. */
const MAX_FIELDS = 100_000;

const UNPARSABLE = {
  kind: 'malformed',
  message: 'Unable to parse GraphQL query.',
  errorType: 'MalformedHttpRequestException',
} as const;

const TOO_MANY_FIELDS: AppSyncError = {
  path: null,
  locations: null,
  message: `The document selects more than ${MAX_FIELDS} fields.`,
};

/** AWS: with introspection off, `__schema` itself is known but its fields are not; nothing is said of what is below those. */
const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    const parent = context.getParentType();
    if (!parent || !isIntrospectionType(parent)) return undefined;
    const message = `Cannot query field "${node.name.value}" on type "${parent.name}".`;
    context.reportError(new GraphQLError(message, { nodes: node }));
    return false;
  },
});

type Checked = { document: DocumentNode; errors: AppSyncError[] } | undefined;

/** What `Engine.prepare` does, for a schema. */
export function createPrepare(schema: GraphQLSchema, introspection: boolean): Engine['prepare'] {
  const rules = introspection ? specifiedRules : [...specifiedRules, noIntrospection];
  const remembered = new Map<string, Checked>();

  function check(source: string): Checked {
    try {
      const document = parse(source, { maxTokens: MAX_TOKENS });
      const errors = validate(schema, document, rules).map((error) => validationError(error, document));
      const isTooBig = errors.length === 0 && selectionSize(document) > MAX_FIELDS;
      return { document, errors: isTooBig ? [TOO_MANY_FIELDS] : errors };
    } catch {
      // No GraphQL, or nested more deeply than the stack is.
      return undefined;
    }
  }
  function recall(source: string): Checked {
    if (source.length > REMEMBERED_LENGTH) return check(source);
    if (!remembered.has(source)) {
      const [oldest] = remembered.keys();
      if (remembered.size >= REMEMBERED_DOCUMENTS && oldest !== undefined) remembered.delete(oldest);
      remembered.set(source, check(source));
    }
    return remembered.get(source);
  }

  return ({ query, operationName, variables = null }) => {
    const checked = typeof query === 'string' ? recall(query) : undefined;
    if (checked === undefined || typeof query !== 'string') return UNPARSABLE;
    // UNSURE: what AWS says of variables that are no object.
    if (typeof variables !== 'object' || Array.isArray(variables)) return UNPARSABLE;
    const { document, errors } = checked;
    const operation = selectOperation(document, operationName);
    if (typeof operation === 'string')
      return { kind: 'malformed', message: operation, errorType: 'BadRequestException' };
    if (errors.length > 0) return { kind: 'invalid', errors };
    const given: Record<string, unknown> = { ...variables };
    try {
      const fault = checkVariables(schema, operation, given);
      if (fault) return { kind: 'invalid', errors: [variablesError(fault)] };
    } catch {
      // Nested more deeply than the stack is.
      return UNPARSABLE;
    }
    return { kind: 'prepared', operation: { document, operation, source: query, variables: given } };
  };
}

function variablesError({ message, definition }: VariablesFault): AppSyncError {
  const start = definition?.loc?.startToken;
  return { path: null, locations: start ? [located(start)] : null, message };
}

/** The operation to run, or why there is none. */
function selectOperation(document: DocumentNode, operationName: unknown): OperationDefinitionNode | string {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (typeof operationName === 'string' && operationName !== '') {
    // UNSURE: AWS's wording.
    return (
      operations.find(({ name }) => name?.value === operationName) ?? `Unknown operation named '${operationName}'.`
    );
  }
  const [only, ...more] = operations;
  return only !== undefined && more.length === 0 ? only : 'Missing operation name.';
}
