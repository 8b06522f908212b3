import { readFileSync } from 'node:fs';
import { isJsonObject, type JsonObject } from '../json.ts';

/** Reads a file that holds one JSON object. Throws an `Error` of one line that names the file. */
export function readJson(file: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
    throw new Error(`${file} cannot be read (${code})`, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Error(`${file} is not JSON: ${reason ?? ''}`, { cause: error });
  }
  if (!isJsonObject(value)) throw new Error(`${file} does not hold a JSON object`);
  return value;
}

/** The members of an object that are objects themselves; none when there is no object. */
export function objectEntries(value: unknown): [string, JsonObject][] {
  return Object.entries(isJsonObject(value) ? value : {}).filter((entry): entry is [string, JsonObject] =>
    isJsonObject(entry[1]),
  );
}
