import { Kind, valueFromASTUntyped, type GraphQLScalarType, type ValueNode } from 'graphql';
import { isDate, isDateTime, isEmail, isIpAddress, isPhone, isTime, isUrl } from './formats.ts';

/** How AppSync reads and writes a scalar of its own. Each function throws what it refuses. */
export type ScalarRules = Pick<GraphQLScalarType, 'serialize' | 'parseValue' | 'parseLiteral'>;

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A scalar whose values are texts of one format, passed on as they are. `called` is AppSync's word for it in errors. */
function textScalar(called: string, isValid: (text: string) => boolean): ScalarRules {
  const check = (value: unknown, verb: string): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new TypeError(`Unable to ${verb} \`${shown(value)}\` as a valid ${called}.`);
  };
  return {
    serialize: (value) => check(value, 'serialize'),
    parseValue: (value) => check(value, 'parse'),
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : valueFromASTUntyped(node), 'parse'),
  };
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

function parseJson(value: unknown): unknown {
  if (typeof value === 'string' && isJson(value)) return JSON.parse(value) as unknown;
  throw new TypeError(`Unable to parse \`${shown(value)}\` as valid JSON.`);
}

const json: ScalarRules = {
  // UNSURE: AWS is documented to write any value as JSON text; that it leaves JSON text as it is comes from what Lambda users do.
  serialize: (value) => (typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)),
  parseValue: parseJson,
  parseLiteral: (node: ValueNode) => parseJson(node.kind === Kind.STRING ? node.value : undefined),
};

function seconds(value: unknown, verb: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new TypeError(`Unable to ${verb} \`${shown(value)}\` as a valid timestamp.`);
}

const timestamp: ScalarRules = {
  serialize: (value) => seconds(value, 'serialize'),
  parseValue: (value) => seconds(value, 'parse'),
  parseLiteral: (node) => seconds(node.kind === Kind.INT ? Number(node.value) : undefined, 'parse'),
};

/** AWS: https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html */
export const SCALARS: Record<string, ScalarRules> = {
  AWSDate: textScalar('date', isDate),
  AWSTime: textScalar('time', isTime),
  AWSDateTime: textScalar('DateTime Object', isDateTime),
  AWSTimestamp: timestamp,
  AWSEmail: textScalar('email address', isEmail),
  AWSJSON: json,
  AWSURL: textScalar('URL', isUrl),
  AWSPhone: textScalar('phone number', isPhone),
  AWSIPAddress: textScalar('IP address', isIpAddress),
};
