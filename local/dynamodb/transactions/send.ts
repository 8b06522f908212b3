import type { AwsResponse } from '../../gateway/service.ts';
import type { JsonObject } from '../../json.ts';

/** Carries a single operation out. A refusal is an answer too: one whose status is not 200. */
export type Send = (operation: string, input: JsonObject) => Promise<Answer>;

/** What a single operation answers. */
export type Answer = { status: number; body: JsonObject };

/** An answer as it goes to the client. */
export function toResponse({ status, body }: Answer): AwsResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}
