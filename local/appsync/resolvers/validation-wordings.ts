import { Kind } from 'graphql';
import { fieldsConflict } from './fields-conflict.ts';

/** Which of an error's nodes it is told of. */
export type Place = {
  /** The last of them, not the first. */
  isLast?: true;
  /** What is around it, of one of these kinds. */
  within?: readonly Kind[];
  /** All of them have a location, and the path is that of the selection around them. */
  areAll?: true;
};

/** How AppSync says what graphql-js says of a document: `TYPE: text`, `$1` the first group. */
type Wording = [said: RegExp, wording: string | ((match: RegExpExecArray) => string), place?: Place];

const FIELD_OR_DIRECTIVE = { within: [Kind.FIELD, Kind.DIRECTIVE] };
const FRAGMENT = { within: [Kind.FRAGMENT_DEFINITION, Kind.INLINE_FRAGMENT] };
const LAST = { isLast: true } as const;

/**
 * AppSync validates with graphql-java. `{argument}` and `{value}` are the argument at fault, `{node}` is the field that the
 * error is told of, and `{parent}` the kind of what that belongs to.
 *
 * AWS: recorded for FieldUndefined, MissingFieldArgument, UnknownArgument and WrongType; in notes of people who use Amplify for
 * SubSelectionRequired, SubSelectionNotAllowed, UnknownType, UnusedVariable and NonInputTypeOnVariable; for VariableTypeMismatch in
 * amplify-swift's tests (GraphQLLazyLoadProjectTeam1Tests). UNSURE: the others, which are graphql-java's before its release 15, as those
 * recorded are; what has a rule only since then is in its words of then.
 */
const WORDINGS: Wording[] = [
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
    /^Field "(.+?)" of type "(.+?)" must have a selection/,
    ([, field = '', type = '']) =>
      `SubSelectionRequired: Sub selection required for type ${nameOf(type)} of field ${field}`,
  ],
  [
    /^Field "(.+?)" must not have a selection since type "(.+?)"/,
    ([, field = '', type = '']) =>
      `SubSelectionNotAllowed: Sub selection not allowed on leaf type ${nameOf(type)} of field ${field}`,
  ],
  [/^Variable "\$(.+?)" is not defined/, 'UndefinedVariable: Undefined variable $1'],
  [/^Variable "\$(.+?)" is never used/, 'UnusedVariable: Unused variable $1'],
  [
    /^Variable "\$.+?" of type "(.+?)" used in position expecting type "(.+?)"/,
    "VariableTypeMismatch: Variable type '$1' doesn't match expected type '$2'",
    LAST,
  ],
  [
    /^Variable ".+?" cannot be non-input type/,
    'NonInputTypeOnVariable: Wrong type for a variable',
    { within: [Kind.VARIABLE_DEFINITION] },
  ],
  [/^Unknown type "(.+?)"/, 'UnknownType: Unknown type $1'],
  [/^Unknown fragment "(.+?)"/, 'UndefinedFragment: Undefined fragment $1'],
  [/^Fragment "(.+?)" is never used/, 'UnusedFragment: Unused fragment $1'],
  [/^Cannot spread fragment/, 'FragmentCycle: Fragment cycles not allowed'],
  [
    /^Fragment "(.+?)" cannot be spread here as objects of type "(.+?)" can never be of type "(.+?)"/,
    'InvalidFragmentType: Fragment $1 cannot be spread here as objects of type $2 can never be of type $3',
  ],
  [
    /^Fragment cannot be spread here as objects of type "(.+?)" can never be of type "(.+?)"/,
    'InvalidFragmentType: Fragment cannot be spread here as objects of type $1 can never be of type $2',
  ],
  [
    /^Fragment ".+?" cannot condition on/,
    'FragmentTypeConditionInvalid: Fragment type condition is invalid, must be on Object/Interface/Union',
    FRAGMENT,
  ],
  [
    /^Fragment cannot condition on/,
    'InlineFragmentTypeConditionInvalid: Inline fragment type condition is invalid, must be on Object/Interface/Union',
    FRAGMENT,
  ],
  [/^Unknown directive "@(.+?)"/, 'UnknownDirective: Unknown directive $1'],
  [/^Directive "@(.+?)" may not be used on/, 'MisplacedDirective: Directive $1 not allowed here'],
  [
    /^The directive "@(.+?)" can only be used once/,
    "DuplicateDirectiveName: Directives must be uniquely named within a location. The directive '$1' used on a '{parent}' is not unique.",
    LAST,
  ],
  [
    /^Fields "(.+?)" conflict because (.+)\. Use different aliases/s,
    ([, key = '', reason = '']) => `FieldsConflict: ${fieldsConflict(key, reason)}`,
    { areAll: true },
  ],
  [/^This anonymous operation must be/, 'LoneAnonymousOperationViolation: Anonymous operation with other operations.'],
  [
    /^There can be only one operation named "(.+?)"/,
    "DuplicateOperationName: There can be only one operation named '$1'",
    { isLast: true, within: [Kind.OPERATION_DEFINITION] },
  ],
  [
    /^There can be only one fragment named "(.+?)"/,
    "DuplicateFragmentName: There can be only one fragment named '$1'",
    { isLast: true, within: [Kind.FRAGMENT_DEFINITION] },
  ],
  [
    /^There can be only one variable named "\$(.+?)"/,
    "DuplicateVariableName: There can be only one variable named '$1'",
    { isLast: true, within: [Kind.VARIABLE_DEFINITION] },
  ],
  [
    /^There can be only one argument named "(.+?)"/,
    "DuplicateArgumentNames: There can be only one argument named '$1'",
    FIELD_OR_DIRECTIVE,
  ],
  [
    /^There can be only one input field named "(.+?)"/,
    "UniqueObjectFieldName: There can be only one field named '$1'",
    LAST,
  ],
  [/^The "?(.+?)"? definition is not executable/, 'NonExecutableDefinition: The $1 definition is not executable.'],
  [
    /^(?:Anonymous Subscription|Subscription "(.+?)") must select only one/,
    ([, name = 'null']) =>
      `SubscriptionMultipleRootFields: Subscription operation '${name}' must have exactly one root field`,
    { within: [Kind.OPERATION_DEFINITION] },
  ],
  [
    /^(?:Anonymous Subscription|Subscription "(.+?)") must not select an introspection/,
    ([, name = 'null']) =>
      `SubscriptionIntrospectionRootField: Subscription operation '${name}' root field '{node}' cannot be an introspection field`,
    { within: [Kind.OPERATION_DEFINITION] },
  ],
];

/**
 * What this engine does not answer, though AWS is not known to refuse it. The schema asked for ever more deeply would come to more than
 * there is memory for, and hold up everybody until then.
 */
const OWN_LIMITS: Wording[] = [
  [/^Maximum introspection depth exceeded/, 'The document asks for the schema more deeply than is answered here.'],
];

/** A wording with all in it that the message tells; what is in braces, the document tells. */
export function wordingOf(message: string): { text: string; place: Place } {
  for (const [said, wording, place = {}] of WORDINGS) {
    const match = said.exec(message);
    if (match) return { text: `Validation error of type ${worded(wording, match)}`, place };
  }
  for (const [said, wording] of OWN_LIMITS) {
    const match = said.exec(message);
    if (match) return { text: worded(wording, match), place: {} };
  }
  return { text: `Validation error of type InvalidSyntax: ${message}`, place: {} };
}

const worded = (wording: Wording[1], match: RegExpExecArray): string =>
  typeof wording === 'string'
    ? wording.replace(/\$(\d)/g, (_placeholder, group: string) => match[Number(group)] ?? '')
    : wording(match);

/** A type's name; of a list or a non-null type there is none. */
const nameOf = (type: string): string => (/^\w+$/.test(type) ? type : 'null');
