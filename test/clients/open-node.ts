import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleClient, type ClientName } from './bundle-client.ts';
import type { Answer } from './client.ts';
import { type ClientHost, createClientHost, type Report } from './client-host.ts';
import type { ServedApi } from './serve-api.ts';

/**
 * Opens a host of clients in a Node process of its own: a client that keeps its state in modules is alone there, and Node reads
 * the file of a certificate authority to trust only when it starts.
 */
export async function openNode(name: ClientName, { ca }: Partial<Pick<ServedApi, 'ca'>> = {}): Promise<ClientHost> {
  const directory = await mkdtemp(join(tmpdir(), `${name}-`));
  const file = join(directory, 'client.cjs');
  await writeFile(file, await bundleClient(name, 'node'));
  const child = fork(file, { env: { ...process.env, ...(ca && { NODE_EXTRA_CA_CERTS: ca.certificateFile }) } });
  const waiting: { id: number; resolve(answer: Answer | undefined): void; reject(error: Error): void }[] = [];
  let report: (report: Report) => void = () => undefined;
  let calls = 0;
  child.on('message', (message: { id: number; answer?: Answer } | { report: Report }) => {
    if ('report' in message) report(message.report);
    else waiting.find(({ id }) => id === message.id)?.resolve(message.answer);
  });
  child.on('exit', () => {
    for (const { reject } of waiting) reject(new Error(`the process of ${name} has ended`));
  });
  return createClientHost({
    call: (call) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.push({ id: calls, resolve, reject });
        child.send({ id: calls, call }, (error) => error && reject(error));
      }),
    onReport(listener) {
      report = listener;
    },
    async close() {
      const exited = once(child, 'exit');
      if (child.kill()) await exited;
      await rm(directory, { recursive: true, force: true });
    },
  });
}
