import { postEvents, sampleEvent, type TestStack } from '../end-to-end/test-stack.ts';

/** Jobs of two tenants, and one of nobody's. */
export const JOBS = {
  acme: '1764201600000-acme01',
  globex: '1764201600001-globex',
  nobody: '1764201600002-nobody',
} as const;

export type Owner = keyof typeof JOBS;
export const OWNERS = Object.keys(JOBS) as Owner[];

/** Whose jobs these are, in words. */
export function namesOf(jobIds: Iterable<string>): string {
  const seen = new Set(jobIds);
  const owners = OWNERS.filter((owner) => seen.has(JOBS[owner]));
  if (owners.length === OWNERS.length) return 'all';
  return owners.length === 0 ? 'nothing' : owners.join(' and ');
}

/** Has all the jobs progress. */
export async function progress(stack: TestStack, time: number): Promise<void> {
  for (const owner of OWNERS) {
    const event = await sampleEvent('PROGRESSING', JOBS[owner], time);
    const userMetadata = { application: 'Foo', ...(owner !== 'nobody' && { tenant: owner }) };
    const answer = await postEvents(stack, { ...event, detail: { ...event.detail, userMetadata } });
    if (answer.status !== 200) throw new Error(await answer.text());
  }
}
