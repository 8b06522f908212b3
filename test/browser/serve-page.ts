import { createServer } from 'node:http';
import { listen, type Listening } from '../embedded/listen.ts';

/** A policy that allows a page its own scripts and connections elsewhere, and neither inline scripts nor inline styles. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src *; style-src 'self'; base-uri 'none'";

const TYPES: Record<string, string> = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' };

/** Serves files, by their names, on a free port under a strict policy. `index.html` is the page. */
export function servePage(files: Record<string, string>): Promise<Listening> {
  const server = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1);
    const text = files[name];
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain';
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': type, 'content-security-policy': POLICY });
    response.end(text);
  });
  return listen(server);
}
