/** What a Lambda function is told in environment variables. */
export type Environment = Record<string, string | undefined>;

/** A variable that must be set. Throws an error that names it otherwise. */
export function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set`);
  return value;
}

/** A number above 0. Throws an error that names the variable; `what` says what it counts. */
export function positive(environment: Environment, name: string, what = 'a number'): number {
  const text = required(environment, name);
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) {
    throw new Error(`The environment variable ${name} is ${text}: it must be ${what} above 0`);
  }
  return value;
}

/** `true` or `false`. Throws an error that names the variable otherwise. */
export function flag(environment: Environment, name: string): boolean {
  const text = required(environment, name);
  if (text !== 'true' && text !== 'false') {
    throw new Error(`The environment variable ${name} is ${text}: it must be true or false`);
  }
  return text === 'true';
}

/** A number of days, in seconds. Throws an error that names the variable. */
export function daysInSeconds(environment: Environment, name: string): number {
  return Math.ceil(positive(environment, name, 'a number of days') * 86_400);
}
