import { badRequest } from './bad-request.ts';

/** Ends the field with `BadRequest` naming `argument` when its value is empty. */
export function requireText(argument: string, value: string): void {
  if (value === '') badRequest(`${argument} must not be empty`);
}
