import { readdir, readFile, readlink } from 'node:fs/promises';

/** Where this very process listens. */
export type Listener = { address: string; port: string };

const LISTENING = '0A';

/** Every TCP socket that this process listens at, of either version of IP, as the kernel of Linux tells; none on another system. */
export async function ownListeners(): Promise<Listener[]> {
  const descriptors = await readdir('/proc/self/fd').catch(() => []);
  const links = await Promise.all(descriptors.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
  const own = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/self/net/${name}`, 'utf8').catch(() => '')),
  );
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
        const [address = '', port = ''] = local.split(':');
        return state === LISTENING && own.has(inode)
          ? [{ address: readable(address), port: String(Number.parseInt(port, 16)) }]
          : [];
      }),
  );
}

/** An address as one writes it: those of version 4 stand there in hexadecimal, back to front. */
function readable(address: string): string {
  return address.length === 8 ? Buffer.from(address, 'hex').reverse().join('.') : address;
}
