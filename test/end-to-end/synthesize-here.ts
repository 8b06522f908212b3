import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { JobProgressStack } from '../../infra/job-progress-stack.ts';
import { propsFromContext } from '../../infra/props-from-context.ts';
import type { MediaConvertJobProgressProps } from '../../infra/props.ts';

// CDK bundles a function once for each directory that it synthesizes to: all stacks of a process go to this one first.
const outdir = mkdtempSync(join(tmpdir(), 'job-progress-synthesized-'));
/** The context, as JSON text, of what is in it; undefined when that is not known. */
let synthesized: string | undefined;
process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));

/** An app with the stack. It synthesizes to where the one before it did, and overwrites that. */
export function appHere(props: MediaConvertJobProgressProps): App {
  synthesized = undefined;
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
  new JobProgressStack(app, 'MediaConvertJobProgress', props);
  return app;
}

/** Synthesizes the stack into `directory` as `infra/app.ts` does, without a process of its own; the same stack once. */
export function synthesizeHere(directory: string, context: Record<string, string>): Promise<void> {
  const wanted = JSON.stringify(context);
  if (synthesized !== wanted) {
    appHere(propsFromContext(context)).synth();
    synthesized = wanted;
  }
  cpSync(outdir, directory, { recursive: true });
  return Promise.resolve();
}
