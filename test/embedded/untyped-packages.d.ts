declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** An HTTP server that speaks DynamoDB's API; not yet listening. */
  export default function dynalite(options?: { createTableMs?: number; path?: string }): Server;
}

declare module 'kinesalite' {
  import type { Server } from 'node:http';

  /** An HTTP server that speaks Kinesis's API; not yet listening. */
  export default function kinesalite(options?: { createStreamMs?: number; shardLimit?: number; path?: string }): Server;
}
