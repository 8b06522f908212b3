import { parse, type AnyNode, type CallExpression, type Program } from 'acorn';
import { CodeError, type CodeFault } from '../code-error.ts';
import type { HandlerName } from '../handler.ts';
import { APPSYNC_GLOBALS, LANGUAGE_GLOBALS } from '../library/global-names.ts';
import { exportsOf } from '../to-function.ts';
import { deniedMethod } from './denied-methods.ts';
import { functionAsValue, recursions } from './function-rules.ts';
import { childrenOf, isFunction, nodesOf } from './nodes.ts';
import { contextWrite } from './read-only-context.ts';
import { referencesOf, type Binding, type Reference } from './scopes.ts';
import { unsupportedSyntax } from './unsupported-syntax.ts';

/** AWS: API_FunctionConfiguration, `code`. */
const MAXIMUM_CODE_LENGTH = 32_768;

/** Code that AWS would take, parsed. */
export type CheckedCode = { code: string; program: Program };

/** Somewhere in the code. UNSURE: lines and columns count from 1, the span is in characters. */
const placeOf = ({ loc, start, end }: AnyNode): CodeFault['location'] => ({
  line: loc?.start.line ?? 1,
  column: (loc?.start.column ?? 0) + 1,
  span: end - start,
});
const START = { line: 1, column: 1, span: 0 };

const fault = (value: string, location: CodeFault['location']): CodeFault => ({
  errorType: 'PARSE_ERROR',
  value,
  location,
});

/**
 * Parses resolver code as AWS would take it: syntax, names, and what can be told of functions and methods without running them.
 * What cannot be told is left to fail when it runs.
 *
 * @throws CodeError with every fault, in the order of the code; its message begins with `name`
 */
export function checkCode(code: string, handlers: readonly HandlerName[], name = ''): CheckedCode {
  if (code.length > MAXIMUM_CODE_LENGTH) {
    const value = `the code has ${code.length} characters, AppSync takes at most ${MAXIMUM_CODE_LENGTH}`;
    throw new CodeError([fault(value, START)], name);
  }
  const program = parsed(code, name);
  const faults = faultsOf(program, handlers);
  // UNSURE: how AWS says that a handler is missing.
  const exported = exportsOf(program);
  for (const handler of handlers) {
    if (!exported.has(handler)) faults.push(fault(`the code exports no '${handler}' handler`, START));
  }
  if (faults.length > 0) throw new CodeError(faults, name);
  return { code, program };
}

function parsed(code: string, name: string): Program {
  try {
    return parse(code, { ecmaVersion: 2022, sourceType: 'module', locations: true });
  } catch (error) {
    if (!(error instanceof SyntaxError) || !('loc' in error)) throw error;
    const { line, column } = error.loc as { line: number; column: number };
    const value = error.message.replace(/ \(\d+:\d+\)$/, '');
    throw new CodeError([fault(value, { line, column: column + 1, span: 0 })], name);
  }
}

function faultsOf(program: Program, handlers: readonly HandlerName[]): CodeFault[] {
  try {
    return [...syntaxFaults(program), ...nameFaults(program, handlers)].sort(
      (a, b) => a.location.line - b.location.line || a.location.column - b.location.column,
    );
  } catch (error) {
    // The parser tells by itself when the stack ends there; what follows it goes as deep as the code.
    if (error instanceof RangeError) return [fault('the code is nested too deeply', START)];
    throw error;
  }
}

function* syntaxFaults(program: Program): Generator<CodeFault> {
  for (const node of nodesOf(program)) {
    const value = unsupportedSyntax(node);
    if (value !== undefined) yield fault(value, placeOf(node));
  }
}

function* nameFaults(program: Program, handlers: readonly HandlerName[]): Generator<CodeFault> {
  const references = referencesOf(program);
  const byIdentifier = new Map<unknown, Reference>(references.map((one) => [one.identifier, one]));
  const referenceOf = (identifier: unknown): Reference | undefined => byIdentifier.get(identifier);
  const contexts = contextsOf(program, handlers, references);

  for (const reference of references) {
    const value = missingName(reference) ?? contextWrite(reference, contexts);
    if (value !== undefined) yield fault(value, placeOf(reference.identifier));
  }
  for (const node of nodesOf(program)) {
    const value = functionAsValue(node, referenceOf);
    if (value !== undefined) yield fault(value, placeOf(node));
    const method = node.type === 'CallExpression' ? deniedMethod(node, referenceOf) : undefined;
    if (method !== undefined) yield fault(`Method ${method} is not implemented`, placeOf(node));
  }
  for (const { node, cycle } of recursions(callsOf(program), program, referenceOf)) {
    yield fault(`Recursive function calls not supported. Detected cycle in ${cycle}`, placeOf(node));
  }
}

/** AWS: TypeScript's words (aws-appsync-community#334). Asking for the type of a name that is not there harms nobody. */
function missingName({ identifier, binding, path }: Reference): string | undefined {
  const { name } = identifier;
  if (binding || LANGUAGE_GLOBALS.includes(name) || APPSYNC_GLOBALS.includes(name)) return undefined;
  const parent = path.at(-1);
  if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') return undefined;
  return `Cannot find name '${name}'.`;
}

/** The first parameters of the handlers. */
function contextsOf(program: Program, handlers: readonly HandlerName[], references: Reference[]): Set<Binding> {
  const exported = exportsOf(program);
  const locals = new Set(handlers.flatMap((handler) => exported.get(handler) ?? []));
  const contexts = new Set<Binding>();
  for (const { identifier, binding, path } of references) {
    const owner = path.at(-1);
    if (!isFunction(owner) || owner.params[0] !== identifier || !binding) continue;
    // A function inside another is none of the handlers, whatever its name.
    if (path.filter(isFunction).length > 1) continue;
    const around = path.at(-2);
    const own = owner.type === 'FunctionDeclaration' ? owner.id?.name : undefined;
    const given = around?.type === 'VariableDeclarator' && around.id.type === 'Identifier' ? around.id.name : undefined;
    if (locals.has(own ?? given ?? '')) contexts.add(binding);
  }
  return contexts;
}

function callsOf(program: Program): { node: CallExpression; path: readonly AnyNode[] }[] {
  const calls: { node: CallExpression; path: readonly AnyNode[] }[] = [];
  const path: AnyNode[] = [];
  const walk = (node: AnyNode): void => {
    if (node.type === 'CallExpression') calls.push({ node, path: [...path] });
    path.push(node);
    for (const child of childrenOf(node)) walk(child);
    path.pop();
  };
  walk(program);
  return calls;
}
