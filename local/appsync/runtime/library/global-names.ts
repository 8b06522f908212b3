/**
 * The language's globals that APPSYNC_JS code may name.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 */
export const LANGUAGE_GLOBALS: readonly string[] = [
  ...['Object', 'Array', 'String', 'Number', 'Boolean', 'Math', 'JSON', 'NaN', 'Infinity', 'undefined'],
  ...['isNaN', 'isFinite', 'parseInt', 'parseFloat', 'encodeURIComponent', 'decodeURIComponent'],
];

/** AppSync's own, which need no import. */
export const APPSYNC_GLOBALS: readonly string[] = ['util', 'runtime', 'extensions', 'console'];
