import type { Resource } from '../assembly/assembly.ts';

const wrong = ({ logicalId }: Resource, name: string, expected: string): Error =>
  new Error(`${logicalId}: ${name} is not ${expected}`);

/** A text that must be there. */
export function textProperty(resource: Resource, name: string): string {
  const value = optionalTextProperty(resource, name);
  if (value === undefined) throw wrong(resource, name, 'given');
  return value;
}

/** A text that may be absent. */
export function optionalTextProperty(resource: Resource, name: string): string | undefined {
  const value = resource.properties[name];
  if (value !== undefined && typeof value !== 'string') throw wrong(resource, name, 'a string');
  return value;
}

/** A number, which templates may carry as text. */
export function numberProperty(resource: Resource, name: string, fallback: number): number {
  const value = Number(resource.properties[name] ?? fallback);
  if (Number.isNaN(value)) throw wrong(resource, name, 'a number');
  return value;
}

/** An object, empty when absent. */
export function objectProperty(resource: Resource, name: string): Record<string, unknown> {
  const value = resource.properties[name] ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong(resource, name, 'an object');
  return value as Record<string, unknown>;
}

/** A list, empty when absent. */
export function listProperty(resource: Resource, name: string): unknown[] {
  const value = resource.properties[name] ?? [];
  if (!Array.isArray(value)) throw wrong(resource, name, 'a list');
  return value;
}
