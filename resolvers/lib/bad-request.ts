import { util } from '@aws-appsync/utils';

/** Ends the field with a GraphQL error of `errorType` `BadRequest`. The message starts with the argument's name. */
export function badRequest(message: string): never {
  util.error(message, 'BadRequest');
}
