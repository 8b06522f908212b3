import type { MetadataPair } from '../event/checked-event.ts';
import type { JobState } from './job-state.ts';

/**
 * The pair of user metadata that says which tenant a job belongs to. Undefined of a job that belongs to none, because it
 * has no such pair or an empty value, and without tenancy, when there is no key.
 */
export function tenantOf(state: JobState, metadataKey: string | undefined): MetadataPair | undefined {
  return state.userMetadata?.value.find(({ key, value }) => key === metadataKey && value !== '');
}
