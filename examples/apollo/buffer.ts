/**
 * As much of Node's `Buffer` as AWS's subscription link writes its header with: a browser has none. An application that uses the package
 * `buffer` needs this not. Headers are ASCII.
 */
const page = globalThis as { Buffer?: object };
page.Buffer ??= { from: (text: string) => ({ toString: () => btoa(text) }) };
