import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { readAudit } from './read-audit.ts';

/**
 * Asks the registry for known advisories of the pinned versions. Ends with status 1 when there is a high or critical one, and with
 * status 2 when the registry does not answer: then nothing was checked.
 */
const npm = spawn('npm', ['audit', '--json'], {
  stdio: ['ignore', 'pipe', 'ignore'],
  shell: process.platform === 'win32',
});
const { lines, status } = readAudit(await text(npm.stdout));
for (const line of lines) console.log(line);
process.exitCode = status;
