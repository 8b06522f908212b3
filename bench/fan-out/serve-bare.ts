import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { listen } from '../../local/listen.ts';
import { processorTime, ready } from '../child.ts';

/**
 * The server to compare with: sends a string that was made before, to all sockets upon `POST /`, to the n-th alone upon `POST /n`.
 * `{ frame }` gives it the string; asked anything, it tells its processor time.
 */
let frame = '';
const sockets: WebSocket[] = [];
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const index = (request.url ?? '/').slice(1);
    if (index === '') for (const socket of sockets) socket.send(frame);
    else sockets[Number(index)]?.send(frame);
    response.end('{}');
  });
});
const webSockets = new WebSocketServer({ server });
webSockets.on('connection', (socket) => sockets.push(socket));
ready((await listen(server)).port, (question) => {
  if (typeof question === 'object') ({ frame } = question as { frame: string });
  return processorTime();
});
