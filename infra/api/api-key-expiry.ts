const MONTHS = 11;

/**
 * When an API key made now expires: at the start, in UTC, of the month that is eleven months ahead. AppSync allows a year
 * from now at most. Within a month the date stays the same, so that the template does; a deployment in a later month renews the key.
 */
export function apiKeyExpiry(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + MONTHS, 1));
}
