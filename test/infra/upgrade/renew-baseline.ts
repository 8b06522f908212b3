/** Writes `baseline.json` as the template is now: for a release, see `upgrade.test.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statefulPart, templateWith } from './deployed-template.ts';

const baseline = statefulPart(templateWith());
writeFileSync(join(import.meta.dirname, 'baseline.json'), `${JSON.stringify(baseline, null, 2)}\n`);
