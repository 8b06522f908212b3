import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Synthesizes the stack into `directory` in a process of its own, as `cdk synth` would.
 * Rejects with the app's own message when it refuses: a wrong context value, for example.
 */
export function synthesize(directory: string, context: Record<string, string>, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const app = spawn(process.execPath, ['--import', 'tsx', 'infra/app.ts'], {
      cwd: PROJECT,
      env: { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: JSON.stringify(context) },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(signal && { signal }),
    });
    const chunks: Buffer[] = [];
    app.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    app.on('error', reject);
    app.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the stack cannot be synthesized: ${reason(Buffer.concat(chunks).toString())}`));
    });
  });
}

/** The line of an app's error output that says what is wrong. */
function reason(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /^(\w*Error|infra)\b.*:/.test(line)) ?? lines.find((line) => line !== '') ?? 'no reason given'
  );
}
