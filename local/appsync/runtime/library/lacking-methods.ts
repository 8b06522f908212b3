/**
 * Methods of arrays and strings that APPSYNC_JS lacks.
 *
 * AWS: what @aws-appsync/eslint-plugin 2.0.2 says is not implemented, and no more; it names `String.raw` too, which
 * https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html has among what is supported.
 * UNSURE: what that page does not name and the plugin does not either is taken where ECMAScript 2022 has it, as `includes`, and
 * refused where it is younger, or is there for old web pages alone.
 */
export const LACKING_METHODS = {
  Array: [
    ...['copyWithin', 'entries', 'group', 'groupToMap', 'keys', 'toLocaleString', 'toString', 'values'],
    ...['toReversed', 'toSorted', 'toSpliced', 'with'],
  ],
  String: [
    ...['charCodeAt', 'localeCompare', 'matchAll', 'padEnd', 'padStart', 'repeat', 'search'],
    ...['toLocaleLowerCase', 'toLocaleUpperCase', 'valueOf'],
    ...['isWellFormed', 'toWellFormed'],
    ...['anchor', 'big', 'blink', 'bold', 'fixed', 'fontcolor', 'fontsize', 'italics', 'link', 'small', 'strike'],
    ...['sub', 'sup'],
  ],
} as const;
