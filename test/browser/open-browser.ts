import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/**
 * Starts a real Chromium: `CHROMIUM_PATH`, or `chromium` on the path. It talks to nobody but the pages' servers.
 * Takes the environment to start it in, this process's by default.
 */
export function openBrowser(env?: Record<string, string>): Promise<Browser> {
  const chromiumPath = process.env['CHROMIUM_PATH'];
  return chromium.launch({
    executablePath: chromiumPath ?? findOnPath('chromium'),
    ...(env !== undefined && { env }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function findOnPath(name: string): string {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((file) => existsSync(file));
  if (found === undefined) throw new Error(`No ${name} on the path; set CHROMIUM_PATH`);
  return found;
}
