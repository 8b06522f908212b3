/** As much of a browser's WebSocket as is used: `ws` on Node fits too. */
export type WebSocketLike = {
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
};

/** The constructor of such a WebSocket. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;
