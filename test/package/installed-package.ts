import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What a project needs beside the package: what npm would install with it. */
const BESIDE = ['aws-cdk-lib', 'constructs', 'cdk-monitoring-constructs'];

/** Builds and packs this project, and installs it in the project of a directory. Resolves to the paths in the tarball. */
export async function installPackage(directory: string): Promise<string[]> {
  await run(process.execPath, ['--import', 'tsx', 'infra/build-package.ts'], { cwd: ROOT });
  // Without scripts: `prepack` would build once more, and `prepare` write files that other tests read.
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', directory];
  const { stdout } = await run('npm', pack, { cwd: ROOT });
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];

  const modules = join(directory, 'node_modules');
  const installed = join(modules, 'mediaconvert-job-progress');
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', join(directory, filename), '-C', installed, '--strip-components', '1']);
  for (const name of BESIDE) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  return files.map(({ path }) => path);
}

/** Runs a file of the project of a directory. Resolves to what it prints. */
export async function runFile(directory: string, file: string, env: Record<string, string> = {}): Promise<string> {
  const options = { cwd: directory, env: { PATH: process.env['PATH'], ...env } };
  return (await run(process.execPath, [file], options)).stdout;
}

/** Runs a file of the project of a directory as the CDK CLI runs an app. Resolves to the directory that it synthesized to. */
export async function synthesizeApp(directory: string, app: string): Promise<string> {
  const outdir = join(directory, `${app}.out`);
  await runFile(directory, app, { CDK_OUTDIR: outdir });
  return outdir;
}
