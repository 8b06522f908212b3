import { readdirSync, readFileSync } from 'node:fs';

const DIRECTORY = new URL('../../../schema/events/samples/', import.meta.url);

/** The names of the sample events: their status, or the API call's name. */
export const SAMPLE_NAMES = readdirSync(DIRECTORY).map((file) => file.replace('.json', ''));

/** A sample event's JSON text. */
export function sampleText(name: string): string {
  return readFileSync(new URL(`${name}.json`, DIRECTORY), 'utf8');
}

/** A sample event with some fields of its `detail` replaced, as JSON text. */
export function sampleWith(
  name: string,
  detail: Record<string, unknown>,
  envelope: Record<string, unknown> = {},
): string {
  const event = JSON.parse(sampleText(name)) as { detail: Record<string, unknown> };
  return JSON.stringify({ ...event, ...envelope, detail: { ...event.detail, ...detail } });
}
