import { readFile } from 'node:fs/promises';
import { faultsOf, packagesOf } from './licences.ts';

/** Checks every package of the lock file, without a network. Ends with status 1, and a line for each fault. */
const packages = packagesOf(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8'));
const faults = packages.flatMap(faultsOf);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
