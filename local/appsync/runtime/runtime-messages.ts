/** Resolver code as the text of a function (`toFunction`), and the columns that it begins too far right. */
export type FunctionText = { text: string; prefixLength: number };

/** What the runtime's process gets first: the library's text, and the id of the process that started it. */
export type Begin = { library: string; parent: number };

/**
 * A handler to run. `code` is the key of code that stays loaded, or null for code that is forgotten; `text` is there when it is
 * not loaded, and `forget` is the key of code that gives it room; `input` is JSON text.
 */
export type Call = { code: number | null; text?: FunctionText; forget?: number; input: string };

/**
 * What came of a call: the handler's output as JSON text, or why it has none. Answers come in the order of the calls. The first
 * message of all, `ready`, says that calls can come.
 */
export type Answer = { kind: 'ready' } | { kind: 'output'; text: string } | { kind: 'stopped'; why: Stop };

/**
 * Why a handler has no output. `died`: its process came to an end, as it does when the memory is exhausted or someone kills it;
 * `unstarted`: there never was one.
 */
export type Stop = 'timeout' | 'stack' | 'died' | 'unstarted' | 'closed';
