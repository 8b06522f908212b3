/**
 * Bundles every resolver and AppSync function as the stack does, and lints the bundles: what is deployed is the bundle. Prints a line
 * a finding and one at the end; exits with 1 when there was any finding.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleResolver } from './bundle-resolver.ts';
import { lintBundles, type Bundle } from './lint-bundles.ts';

const RESOLVERS = join(import.meta.dirname, '../../resolvers');

const bundles: Bundle[] = [];
const findings: string[] = [];
for (const name of readdirSync(RESOLVERS).filter((file) => file.endsWith('.ts'))) {
  try {
    bundles.push({ name, code: bundleResolver(join(RESOLVERS, name)) });
  } catch (error) {
    findings.push(error instanceof Error ? error.message : String(error));
  }
}
for (const { name, line, rule, message } of await lintBundles(bundles)) {
  findings.push(`resolvers/${name}, line ${line} of its bundle: ${message} (${rule})`);
}
for (const finding of findings) console.error(finding);

const sizes = bundles.map(({ code }) => code.length);
console.log(
  `${bundles.length} bundles, ${Math.min(...sizes)} to ${Math.max(...sizes)} characters, ${findings.length} findings`,
);
process.exitCode = findings.length > 0 ? 1 : 0;
