import type { JsonObject } from '../../../json.ts';
import { toItem, type AttributeValue } from './attribute-value.ts';
import { fieldsOf, onlyFields, optional, textOf } from './request-fields.ts';

/** Placeholders of all the expressions of one call, merged. */
export type Placeholders = {
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
};

/** Reads the expressions of a request, gathering their placeholders. */
export type ExpressionReader = {
  /** The text of `request[field]`'s expression, or undefined when the request has none. `also` are fields besides the expression's own. */
  read(request: JsonObject, field: string, also?: readonly string[]): string | undefined;
  placeholders(): Placeholders;
};

const EXPRESSION_FIELDS = ['expression', 'expressionNames', 'expressionValues'];

/** A reader for one call; `path` is where the request stands. */
export function readExpressions(path = ''): ExpressionReader {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  return {
    read(request, field, also = []) {
      const part = request[field];
      if (part === undefined || part === null) return undefined;
      const at = `${path}[${field}]`;
      const { expression, expressionNames, expressionValues } = onlyFields(part, [...EXPRESSION_FIELDS, ...also], at);
      for (const [name, attribute] of Object.entries(fieldsOf(expressionNames ?? {}, `${at}[expressionNames]`))) {
        names[name] = textOf(attribute, `${at}[expressionNames][${name}]`);
      }
      Object.assign(values, toItem(expressionValues ?? {}, `${at}[expressionValues]`));
      return optional(expression, 'string', `${at}[expression]`);
    },
    placeholders: () => ({
      ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
      ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
    }),
  };
}
