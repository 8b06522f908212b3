import { Logger } from '@aws-lambda-powertools/logger';
import { describeError } from './describe-error.ts';
import { withoutCommands } from './without-commands.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Makes what a function logs with: a line of JSON each time, whose service and level Lambda's environment decides. Errors are
 * logged as `describeError` tells; no line holds a signed URL, and none commands a terminal that shows it.
 */
export function createLogger(): Logger {
  return new Logger({
    jsonReplacerFn(_key, value) {
      if (value instanceof Error) return describeError(value);
      return typeof value === 'string' ? withoutCommands(withoutSecrets(value)) : value;
    },
  });
}
