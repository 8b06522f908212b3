import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A subscription to one field, and whose it is. */
export type Subscription = {
  realtimeUrl: string;
  apiKey: string;
  /** Its length is a part of each message. */
  id: string;
  query: string;
  variables: Record<string, string>;
};

/** Opens a socket without compression. `receive` takes each message of it. When the server closes it, the process ends. */
export async function openSocket(
  url: string,
  protocols: string[],
  receive: (message: Buffer) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(url, protocols, { perMessageDeflate: false });
  await once(socket, 'open');
  socket.on('close', (code) => {
    throw new Error(`a subscriber was disconnected with ${code}`);
  });
  socket.on('message', receive);
  return socket;
}

/** Subscribes on a socket of its own, and resolves once that is acknowledged. Rejects when it is refused. */
export async function subscribe(
  { realtimeUrl, apiKey, id, query, variables }: Subscription,
  receive: (message: Buffer) => void,
): Promise<void> {
  const authorization = { host: new URL(realtimeUrl).host, 'x-api-key': apiKey };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const socket = await openSocket(realtimeUrl, ['graphql-ws', `header-${header}`], receive);
  const reply = async (message: unknown, type: string): Promise<void> => {
    const answered = new Promise<void>((resolve, reject) => {
      const listen = (data: Buffer): void => {
        const { type: answer } = JSON.parse(data.toString()) as { type: string };
        if (answer === 'error' || answer === 'connection_error') reject(new Error(`refused: ${data.toString()}`));
        if (answer !== type) return;
        socket.off('message', listen);
        resolve();
      };
      socket.on('message', listen);
    });
    socket.send(JSON.stringify(message));
    await answered;
  };
  await reply({ type: 'connection_init' }, 'connection_ack');
  const data = JSON.stringify({ query, variables });
  await reply({ id, type: 'start', payload: { data, extensions: { authorization } } }, 'start_ack');
}
