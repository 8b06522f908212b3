import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { boundedReader } from '../../../../functions/analyzer/media/bounded-reader.ts';
import { describeFile } from '../../../../functions/analyzer/media/described-file.ts';
import { openHttpFile } from '../../../../functions/analyzer/media/http-file.ts';
import { createMediaInfoPool } from '../../../../functions/analyzer/media/mediainfo-pool.ts';
import { ffmpeg } from '../../../embedded/ffmpeg.ts';
import { startFileServer } from '../file-server.ts';
import type { FileServer } from '../file-server.ts';
import { mediaFiles } from '../media-files.ts';

const { signal } = new AbortController();
const ALLOWED = { signal, allowPrivateAddresses: true };
const BYTES = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);

let server: FileServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('a file on a web server', () => {
  it('is read in parts', async () => {
    server = await startFileServer(BYTES);
    const file = await openHttpFile(new URL('/a%20b.mp4?c=d', server.url), ALLOWED);
    expect(file.size).toBe(1000);
    expect(new Uint8Array(await file.read(300, 5))).toEqual(BYTES.subarray(300, 305));
    expect(server.ranges.at(-1)).toBe('bytes=300-304');
  });

  it('is read over one connection, which ends with the file', async () => {
    server = await startFileServer(BYTES);
    const file = await openHttpFile(new URL(server.url), ALLOWED);
    await file.read(300, 5);
    await file.read(0, 5);
    expect(server.ranges).toEqual(['bytes=0-0', 'bytes=300-304', 'bytes=0-4']);
    expect(server.sockets).toHaveLength(1);
    const ends = server.sockets.map((socket): Promise<unknown> => once(socket, 'close'));
    file.close?.();
    await Promise.all(ends);
  });

  it.each([
    ['answers 503', (_: IncomingMessage, response: ServerResponse) => void response.writeHead(503).end()],
    ['answers 429', (_: IncomingMessage, response: ServerResponse) => void response.writeHead(429).end()],
    ['hangs up', (request: IncomingMessage) => void request.socket.destroy()],
  ])('is asked for again, twice, when the server %s', async (_, fail) => {
    let failures = 2;
    server = await startFileServer(BYTES, {
      '/': (request, response) => {
        if (failures === 0) return void response.writeHead(206, { 'content-range': 'bytes 0-0/1000' }).end('x');
        failures -= 1;
        fail(request, response);
      },
    });
    expect((await openHttpFile(new URL(server.url), ALLOWED)).size).toBe(1000);
    expect(server.ranges).toHaveLength(3);
    failures = Infinity;
    await expect(openHttpFile(new URL(server.url), ALLOWED)).rejects.toMatchObject({ name: 'InputError' });
    expect(server.ranges).toHaveLength(6);
  });

  it('is empty when the server says so', async () => {
    server = await startFileServer(new Uint8Array());
    expect((await openHttpFile(new URL(server.url), ALLOWED)).size).toBe(0);
  });

  it('is found behind one redirect, not behind two', async () => {
    server = await startFileServer(BYTES, {
      '/once': (_, response) => void response.writeHead(302, { location: '/file' }).end(),
      '/twice': (_, response) => void response.writeHead(301, { location: '/once' }).end(),
    });
    expect((await openHttpFile(new URL('/once', server.url), ALLOWED)).size).toBe(1000);
    await expect(openHttpFile(new URL('/twice', server.url), ALLOWED)).rejects.toThrow('the server answers 302');
  });

  it.each([
    ['file:///etc/passwd', 'the server redirects to what is neither http nor https'],
    ['http://[', 'the server redirects to what is no URL'],
  ])('is not looked for at `%s`, where a redirect leads', async (location, reason) => {
    server = await startFileServer(BYTES, {
      '/': (_, response) => void response.writeHead(302, { location }).end(),
    });
    await expect(openHttpFile(new URL(server.url), ALLOWED)).rejects.toThrow(reason);
  });

  it.each([
    ['does not honour ranges', 200, {}, BYTES, 'the server does not honour byte ranges'],
    [
      'sends another range',
      206,
      { 'content-range': 'bytes 5-5/1000' },
      BYTES.subarray(5, 6),
      'the server does not honour byte ranges',
    ],
    ['does not say which range', 206, {}, BYTES.subarray(0, 1), 'the server does not honour byte ranges'],
    [
      'sends more than the range',
      206,
      { 'content-range': 'bytes 0-0/1000' },
      BYTES,
      'the server sends another number of bytes than it was asked for',
    ],
    [
      'sends less than the range',
      206,
      { 'content-range': 'bytes 0-0/1000' },
      new Uint8Array(),
      'the server sends another number of bytes than it was asked for',
    ],
    ['does not have it', 404, {}, '', 'the server answers 404'],
    ['forbids it', 403, {}, '', 'the server answers 403'],
  ])('cannot be read when the server %s', async (_, status, headers, body, reason) => {
    server = await startFileServer(BYTES, { '/': (_, response) => void response.writeHead(status, headers).end(body) });
    await expect(openHttpFile(new URL(server.url), ALLOWED)).rejects.toMatchObject({
      name: 'InputError',
      message: reason,
    });
  });

  it('cannot be read when the server hangs up, or is not there', async () => {
    server = await startFileServer(BYTES, { '/': (request) => void request.socket.destroy() });
    const url = new URL(server.url);
    await expect(openHttpFile(url, ALLOWED)).rejects.toThrow('its server cannot be reached (ECONNRESET)');
    await server.close();
    await expect(openHttpFile(url, ALLOWED)).rejects.toThrow('its server cannot be reached (ECONNREFUSED)');
    server = undefined;
  });

  it('is given up when the time is over', async () => {
    const controller = new AbortController();
    server = await startFileServer(BYTES, { '/': () => controller.abort() });
    const access = { ...ALLOWED, signal: controller.signal };
    await expect(openHttpFile(new URL(server.url), access)).rejects.toThrow('the server does not answer in time');
  });
});

describe('a private address', () => {
  it.each([
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[64:ff9b::7f00:1]',
  ])('`%s` is never asked', async (host) => {
    server = await startFileServer(BYTES);
    const { port } = new URL(server.url);
    for (const scheme of ['http', 'https']) {
      const url = new URL(`${scheme}://${host}:${port}/`);
      await expect(openHttpFile(url, { signal })).rejects.toMatchObject({
        name: 'InputError',
        message: 'its server has no public address',
      });
    }
    expect(server.ranges).toEqual([]);
  });
});

describe.skipIf(ffmpeg === undefined)('a large file (skipped where ffmpeg is not installed)', () => {
  it('whose index is at the end takes few reads', async () => {
    const files = mediaFiles();
    const args = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25', '-frames:v', '75', '-c:v', 'rawvideo'];
    const bytes = readFileSync(await files.make('large.mov', ...args));
    files.remove();
    expect(bytes.length).toBeGreaterThan(24_000_000);

    server = await startFileServer(bytes);
    const file = await openHttpFile(new URL(server.url), ALLOWED);
    const reader = boundedReader(file, 8 * 1024 * 1024);
    const report = await createMediaInfoPool()(file.size, reader.read);
    expect(describeFile(report, reader)).toMatchObject({ frames: 75, duration: 3 });
    expect(server.ranges.length).toBeLessThanOrEqual(6);
    expect(reader.bytesRead()).toBeLessThanOrEqual(2 ** 20);
  });
});
