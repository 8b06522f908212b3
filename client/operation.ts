/**
 * A GraphQL operation with the types of its result and variables, which codegen makes from its text.
 * `types` exists for the type checker alone and is never set.
 */
export type Operation<Result, Variables> = {
  /** The document, with every fragment that it uses. It holds one operation. */
  readonly text: string;
  readonly types?: (variables: Variables) => Result;
};
