import { isJsonObject } from '../json.ts';

/** What the intrinsic functions of a template look things up in. Each throws an `Error` that says what it cannot tell. */
export type Scope = {
  /** What `Ref` gives; undefined for `AWS::NoValue`. */
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): string;
  condition(name: string): boolean;
};

type Intrinsic = (argument: unknown, resolve: (value: unknown) => unknown, scope: Scope) => unknown;

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const INTRINSICS: Partial<Record<string, Intrinsic>> = {
  Ref: (name, _resolve, scope) => scope.ref(text(name)),
  'Fn::GetAtt': (argument, resolve, scope) => {
    const [logicalId = '', ...attribute] =
      typeof argument === 'string' ? argument.split('.') : list(resolve(argument)).map(text);
    return scope.getAtt(logicalId, attribute.join('.'));
  },
  'Fn::Join': (argument, resolve) => {
    const [delimiter, parts] = list(resolve(argument));
    return list(parts).map(text).join(text(delimiter));
  },
  'Fn::Split': (argument, resolve) => {
    const [delimiter, whole] = list(resolve(argument)).map(text);
    return (whole ?? '').split(delimiter ?? '');
  },
  'Fn::Select': (argument, resolve) => {
    const [index, values] = list(resolve(argument));
    const selected = list(values)[Number(index)];
    if (selected === undefined) throw new Error(`Fn::Select finds nothing at ${text(index)}`);
    return selected;
  },
  'Fn::Sub': (argument, resolve, scope) => {
    const [template, variables] = typeof argument === 'string' ? [argument, {}] : list(argument);
    const own = isJsonObject(variables) ? variables : {};
    return text(template).replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (Object.hasOwn(own, name)) return text(resolve(own[name]));
      const [logicalId = '', ...attribute] = name.split('.');
      return attribute.length > 0 ? scope.getAtt(logicalId, attribute.join('.')) : text(scope.ref(name));
    });
  },
  'Fn::If': (argument, resolve, scope) => {
    const [condition, yes, no] = list(argument);
    return resolve(scope.condition(text(condition)) ? yes : no);
  },
  'Fn::Equals': (argument, resolve) => {
    const [one, other] = list(resolve(argument));
    return text(one) === text(other);
  },
  'Fn::Not': (argument, resolve) => !list(resolve(argument)).every(Boolean),
  'Fn::And': (argument, resolve) => list(resolve(argument)).every(Boolean),
  'Fn::Or': (argument, resolve) => list(resolve(argument)).some(Boolean),
  'Fn::Base64': (argument, resolve) => Buffer.from(text(resolve(argument))).toString('base64'),
  Condition: (name, _resolve, scope) => scope.condition(text(name)),
};

/**
 * A value of a template with its intrinsic functions carried out. Members and elements that are `AWS::NoValue` are left out.
 * Throws for an intrinsic function that is not known here.
 */
export function resolveIntrinsics(value: unknown, scope: Scope): unknown {
  const resolve = (inner: unknown): unknown => resolveIntrinsics(inner, scope);
  if (Array.isArray(value)) return value.map(resolve).filter((element) => element !== undefined);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isIntrinsic(only[0], only[1])) {
    const intrinsic = INTRINSICS[only[0]];
    if (intrinsic === undefined) throw new Error(`the intrinsic function ${only[0]} is not known here`);
    return intrinsic(only[1], resolve, scope);
  }
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, resolve(inner)] as const).filter(([, inner]) => inner !== undefined),
  );
}

/** `Condition` is a function where a condition is wanted, `{ "Condition": "IsProd" }`; a policy statement's holds an object. */
function isIntrinsic(key: string, argument: unknown): boolean {
  return key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && typeof argument === 'string');
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error(`a list is wanted, not ${JSON.stringify(value)}`);
  return value;
}

/** A scalar as text, as CloudFormation has all of them. Throws for lists and objects. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`a text is wanted, not ${JSON.stringify(value)}`);
}
