import { parseJson } from './json.ts';
import { DEMO_BUCKET } from './mediaconvert/demo-plans.ts';

/**
 * The stack's context with the demo's bucket added to `mediaBuckets`, so that the analyzer may read what the demo jobs
 * read. The names that were given, as a JSON array or with commas between them, are kept; what is neither is left for
 * the stack to refuse.
 */
export function withDemoMediaBucket(context: Record<string, string>): Record<string, string> {
  const { mediaBuckets: given = '' } = context;
  const names: unknown = given.startsWith('[') ? parseJson(given) : given.split(',').filter((name) => name.trim());
  if (!Array.isArray(names)) return context;
  const trimmed = names.map((name: unknown) => (typeof name === 'string' ? name.trim() : name));
  return { ...context, mediaBuckets: JSON.stringify([...new Set([...trimmed, DEMO_BUCKET])]) };
}
