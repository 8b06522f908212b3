import { BREAK, Kind, visit, type ASTNode, type DocumentNode, type GraphQLError, type ValueNode } from 'graphql';
import type { AppSyncError } from '../graphql-error.ts';
import { located } from './field-fault.ts';
import { valueText } from './value-text.ts';

/**
 * What graphql-js says of a document, and how AppSync, which validates with graphql-java, says it: `TYPE: text`. `$1` is the first
 * group; `{value}` and `{argument}` are the argument at fault.
 *
 * AWS: recorded for FieldUndefined, MissingFieldArgument, UnknownArgument and WrongType. UNSURE: the others, which are graphql-java's.
 */
const WORDINGS: [RegExp, string][] = [
  [/^Cannot query field "(.+?)" on type "(.+?)"/, "FieldUndefined: Field '$1' in type '$2' is undefined"],
  [/^Field ".+?" argument "(.+?)" of type ".+?" is required/, 'MissingFieldArgument: Missing field argument $1'],
  [
    /^Directive "@.+?" argument "(.+?)" of type ".+?" is required/,
    'MissingDirectiveArgument: Missing directive argument $1',
  ],
  [/^Unknown argument "(.+?)" on directive/, 'UnknownDirectiveArgument: Unknown directive argument $1'],
  [/^Unknown argument "(.+?)" on field/, 'UnknownArgument: Unknown field argument $1'],
  [
    /^Field ".+?\.(.+?)" of required type/,
    "WrongType: argument '{argument}' with value '{value}' is missing required fields '[$1]'",
  ],
  [
    /^Field "(.+?)" is not defined by type "(.+?)"/,
    "WrongType: argument '{argument}' with value '{value}' contains a field not in '$2': '$1'",
  ],
  [
    /^Expected value of type "(?:.+?)!", found null/,
    "WrongType: argument '{argument}' with value '{value}' must not be null",
  ],
  [
    /^(?:Expected value of type|Value ".+?" does not exist in|Enum) "?(\w+)/,
    "WrongType: argument '{argument}' with value '{value}' is not a valid '$1'",
  ],
  [
    /^(Int|Float|String|Boolean|ID) cannot represent/,
    "WrongType: argument '{argument}' with value '{value}' is not a valid '$1'",
  ],
  [
    /^Field "(.+?)" of type "\[*(\w+).*?" must have a selection/,
    'SubSelectionRequired: Sub selection required for type $2 of field $1',
  ],
  [
    /^Field "(.+?)" must not have a selection since type "\[*(\w+)/,
    'SubSelectionNotAllowed: Sub selection not allowed on leaf type $2 of field $1',
  ],
  [/^Variable "\$(.+?)" is not defined/, 'UndefinedVariable: Undefined variable $1'],
  [/^Variable "\$(.+?)" is never used/, 'UnusedVariable: Unused variable $1'],
  [
    /^Variable "\$.+?" of type "(.+?)" used in position expecting type "(.+?)"/,
    "VariableTypeMismatch: Variable type '$1' doesn't match expected type '$2'",
  ],
  [/^Unknown type "(.+?)"/, 'UnknownType: Unknown type $1'],
  [/^Unknown fragment "(.+?)"/, 'UndefinedFragment: Undefined fragment $1'],
  [/^Fragment "(.+?)" is never used/, 'UnusedFragment: Unused fragment $1'],
  [/^Cannot spread fragment/, 'FragmentCycle: Fragment cycles not allowed'],
  [
    /^Fragment .*?cannot be spread here as objects of type "(.+?)" can never be of type "(.+?)"/,
    'InvalidFragmentType: Fragment type condition $2 is incompatible with parent type $1',
  ],
  [/^Unknown directive "@(.+?)"/, 'UnknownDirective: Unknown directive $1'],
  [/^Directive "@(.+?)" may not be used on/, 'MisplacedDirective: Directive $1 not allowed here'],
  [/^Fields "(.+?)" conflict/, 'FieldsConflict: $1: they return differing types or values'],
  [/^This anonymous operation must be/, 'LoneAnonymousOperationViolation: Anonymous operation with other operations.'],
  [
    /^There can be only one operation named "(.+?)"/,
    "DuplicateOperationName: There can be only one operation named '$1'",
  ],
];

/** Where a node stands in a document. */
type Whereabouts = {
  /** The names of the fields, and of the fragment, around it. */
  path: string[];
  /** The argument that it belongs to, if any: `input.inner[0].name`, and the value that is at fault. */
  argument?: { name: string; value: ValueNode };
};

function whereabouts(document: DocumentNode, target: ASTNode | undefined): Whereabouts {
  const around: ASTNode[] = [];
  let found: Whereabouts = { path: [] };
  visit(document, {
    enter(node) {
      around.push(node);
      if (node !== target) return undefined;
      const path = around.flatMap((one) =>
        one.kind === Kind.FIELD || one.kind === Kind.FRAGMENT_DEFINITION ? [one.name.value] : [],
      );
      const argument = argumentOf(around);
      found = argument ? { path, argument } : { path };
      return BREAK;
    },
    leave: () => void around.pop(),
  });
  return found;
}

/**
 * The argument around the last of some nodes, each the parent of the next. AWS: what is inside of it is named, too: `input.inner.name`;
 * a field that an object should not have, or lacks, is a fault of the object.
 */
function argumentOf(nodes: ASTNode[]): Whereabouts['argument'] {
  const start = nodes.findIndex(({ kind }) => kind === Kind.ARGUMENT);
  const [argument, ...inside] = nodes.slice(Math.max(start, 0));
  if (start < 0 || argument?.kind !== Kind.ARGUMENT) return undefined;
  let { value } = argument;
  let name = argument.name.value;
  const last = inside.at(-1);
  for (const node of inside) {
    if (node.kind === Kind.OBJECT_FIELD) {
      if (node === last) break;
      name += `.${node.name.value}`;
      value = node.value;
    } else if (value.kind === Kind.LIST && value.values.some((member) => member === node)) {
      name += `[${value.values.findIndex((member) => member === node)}]`;
      value = node as ValueNode;
    }
  }
  return { name, value };
}

/** An error of graphql-js's validation as AppSync words and shapes it. */
export function validationError(error: GraphQLError, document: DocumentNode): AppSyncError {
  const { path, argument } = whereabouts(document, error.nodes?.[0]);
  const first = error.locations?.[0];
  return {
    path: null,
    locations: first ? [located(first)] : null,
    message: `Validation error of type ${reason(error.message, argument)}${path.length > 0 ? ` @ '${path.join('/')}'` : ''}`,
  };
}

function reason(message: string, argument: Whereabouts['argument']): string {
  for (const [pattern, wording] of WORDINGS) {
    const match = pattern.exec(message);
    if (!match) continue;
    return wording.replace(/\$(\d)|\{argument\}|\{value\}/g, (placeholder, group: string | undefined) => {
      if (group !== undefined) return match[Number(group)] ?? '';
      if (!argument) return '';
      return placeholder === '{value}' ? valueText(argument.value) : argument.name;
    });
  }
  return `InvalidSyntax: ${message}`;
}
