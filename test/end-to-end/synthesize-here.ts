import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { JobProgressStack } from '../../infra/job-progress-stack.ts';
import { propsFromContext } from '../../infra/props-from-context.ts';
import type { MediaConvertJobProgressProps } from '../../infra/props.ts';

// CDK bundles a function once for each directory that it synthesizes to: all stacks of a process go to this one first.
const outdir = mkdtempSync(join(tmpdir(), 'job-progress-synthesized-'));
process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));

/** An app with the stack. It synthesizes to where the one before it did, and overwrites that. */
export function appHere(props: MediaConvertJobProgressProps): App {
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
  new JobProgressStack(app, 'MediaConvertJobProgress', props);
  return app;
}

/** Synthesizes the stack into `directory` as `infra/app.ts` does, without a process of its own. */
export function synthesizeHere(directory: string, context: Record<string, string>): Promise<void> {
  appHere(propsFromContext(context)).synth();
  cpSync(outdir, directory, { recursive: true });
  return Promise.resolve();
}
