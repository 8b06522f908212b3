import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Credentials } from '../iam/principal.ts';
import { isLoopbackHost } from '../is-loopback-host.ts';
import { pageHeaders } from './page-headers.ts';
import { type Page, readPages } from './read-pages.ts';

/** The dashboard and GraphiQL, ready to be served. */
export type Pages = {
  /** Answers a request for one of the pages. False, and nothing done, when the path is none of theirs. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
  close(): Promise<void>;
};

/** How the pages may use the API: with a key, or as an IAM principal. */
export type PageAuthorization = { apiKey: string } | ({ region: string } & Credentials);

/** Bundles the pages once, and tells them where the API is, and how they may use it, in `/config.json`. */
export async function createPages(options: {
  graphqlUrl: string;
  realtimeUrl: string;
  authorization: PageAuthorization;
  log: (line: string) => void;
}): Promise<Pages> {
  const { graphqlUrl, realtimeUrl, authorization, log } = options;
  const pages = await readPages();
  const configuration = { graphqlUrl, realtimeUrl, graphiqlUrl: '/graphiql', authorization };
  pages.set('/config.json', {
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify(configuration)),
    secret: true,
  });

  return {
    handle(req, res) {
      const path = (req.url ?? '/').replace(/\?.*$/s, '');
      const page = pages.get(path);
      if (page === undefined) return false;
      if (!isLoopbackHost(req.headers.host)) {
        log(`refused ${path} for host ${JSON.stringify(req.headers.host)}: it is served under loopback names only`);
        refuse(res, 403, 'Served under loopback names only');
      } else if (req.method !== 'GET' && req.method !== 'HEAD') {
        res.setHeader('allow', 'GET, HEAD');
        refuse(res, 405, 'Only GET and HEAD');
      } else {
        send(res, page, { graphqlUrl, realtimeUrl }, req.method === 'HEAD');
      }
      return true;
    },
    close: () => Promise.resolve(),
  };
}

function send(
  res: ServerResponse,
  { contentType, body, inlineStyles = false, secret = false }: Page,
  api: { graphqlUrl: string; realtimeUrl: string },
  headOnly: boolean,
): void {
  const apiUrls = [api.graphqlUrl, api.realtimeUrl];
  res.writeHead(200, {
    ...pageHeaders({ contentType, apiUrls, inlineStyles, secret }),
    'content-length': body.byteLength,
  });
  res.end(headOnly ? undefined : body);
}

function refuse(res: ServerResponse, status: number, message: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  res.end(`${message}\n`);
}
