import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** What came back on a connection until it ended; `silence` when it never did. */
export type Exchange = { answer: string; end: 'closed' | 'silence' };

/** What a client does on one TCP connection: sends all of `first`, and `later` once a WebSocket has been acknowledged. */
export type Sending = {
  kind: string;
  first: Buffer;
  later?: Buffer;
  /** Over TLS, on the same port. */
  isSecure?: true;
  /** It does not wait for an answer to `first`. */
  isImpatient?: true;
};

/** Where a server is, and who vouches for it. */
export type Server = { host: string; ca: string };

/** How long a WebSocket is waited for to answer. What asks for no answer gets none. */
const PAUSE_MS = 30;

/**
 * Sends bytes on a new TCP connection, ends its own half of it upon an answer, and gathers what comes back until the server has
 * ended the other. Never rejects: a reset is an end, too.
 */
export function exchange(server: Server, sending: Sending, patienceMs: number): Promise<Exchange> {
  const { first, later, isImpatient } = sending;
  return new Promise((resolve) => {
    const socket = open(server, sending);
    let answer = '';
    let awaiting: 'acknowledgement' | 'answer' | 'end' = later === undefined ? 'answer' : 'acknowledgement';
    let pause: NodeJS.Timeout | undefined;
    const patience = setTimeout(() => finish('silence'), patienceMs);

    const finish = (end: Exchange['end']): void => {
      clearTimeout(patience);
      clearTimeout(pause);
      socket.destroy();
      resolve({ answer, end });
    };
    const leave = (): void => {
      awaiting = 'end';
      clearTimeout(pause);
      socket.end();
    };
    socket.on('error', () => undefined);
    socket.on('end', () => finish('closed'));
    socket.on('close', () => finish('closed'));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      if (awaiting === 'answer') leave();
      else if (awaiting === 'acknowledgement' && answer.includes('{"type":"ka"}')) {
        awaiting = 'answer';
        socket.write(later ?? '');
        pause = setTimeout(leave, PAUSE_MS);
      } else if (awaiting === 'acknowledgement' && answer.includes('"connection_error"')) leave();
    });
    socket.write(first);
    if (isImpatient) pause = setTimeout(leave, PAUSE_MS);
  });
}

function open({ host, ca }: Server, { isSecure }: Sending): Socket {
  const { hostname, port } = new URL(`http://${host}`);
  const options = { host: hostname, port: Number(port), allowHalfOpen: true };
  return isSecure ? connectTls({ ...options, ca }) : connect(options);
}
