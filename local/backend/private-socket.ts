import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The path of a Unix domain socket in a folder that is its owner's alone. The emulators check neither signatures nor hosts, and
 * let any web page read their answers: on a TCP port they would be a way around the gateway.
 */
export function privateSocket(): { socketPath: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'job-progress-'));
  return { socketPath: join(folder, 'socket'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
