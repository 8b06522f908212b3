import { createServer } from 'node:http';
import { listen } from '../../local/listen.ts';
import { ready } from '../child.ts';

/** Answers every call at once that it was carried out, whatever it was: what is measured is who calls. */
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
});
server.keepAliveTimeout = 60_000;
ready(`http://127.0.0.1:${(await listen(server)).port}`);
