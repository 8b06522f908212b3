import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { JobProgressInput } from '../../../schema/generated/graphql.ts';
import { listen } from '../../embedded/listen.ts';

/** A publish mutation that arrived. */
type ReceivedMutation = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  query: string;
  input: JobProgressInput;
};

/** A GraphQL endpoint that keeps what it receives. */
export type GraphqlRecorder = {
  url: string;
  received: ReceivedMutation[];
  /** Decides an answer's status and body. By default, that of a mutation that was carried out. */
  answer: (input: JobProgressInput) => { status: number; body: string } | 'NONE';
  close: () => Promise<void>;
};

/** Starts one on a free port. */
export async function startGraphqlRecorder(): Promise<GraphqlRecorder> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
        query: string;
        variables: { input: JobProgressInput };
      };
      const { input } = variables;
      recorder.received.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        query,
        input,
      });
      const answer = recorder.answer(input);
      if (answer !== 'NONE') response.writeHead(answer.status).end(answer.body);
    });
  });
  const { url, close } = await listen(server);
  const recorder: GraphqlRecorder = {
    url: `${url}/graphql`,
    received: [],
    answer: ({ jobId }) => ({ status: 200, body: JSON.stringify({ data: { publishJobProgress: { jobId } } }) }),
    close,
  };
  return recorder;
}
