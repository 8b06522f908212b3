import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './create-faults.ts';
import { HANG_MS } from './faulty-route.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** A GraphQL API over HTTP with which things go wrong, before anybody is authenticated. */
export function faultyGraphql(handle: Handle, faults: Faults): Handle {
  return (request, response) => {
    const fault = request.method === 'POST' ? faults.draw('graphql', 'POST') : undefined;
    switch (fault) {
      case 'THROTTLE':
        // UNSURE: AWS names no body for it. https://docs.aws.amazon.com/appsync/latest/devguide/troubleshooting-and-common-mistakes.html
        refuse(response, 429, 'TooManyRequestsException');
        break;
      case 'FAIL':
        refuse(response, 503, 'ServiceUnavailableException');
        break;
      case 'RESET':
        request.socket.destroy();
        break;
      case 'LOSE_ANSWER':
        response.end = () => {
          request.socket.destroy();
          return response;
        };
        handle(request, response);
        break;
      case 'HANG':
        setTimeout(() => request.socket.destroy(), HANG_MS).unref();
        break;
      case 'SLOW':
        setTimeout(() => handle(request, response), faults.random() * 1_000);
        break;
      // What is left concerns batches and messages.
      case 'PARTIAL':
      case 'DUPLICATE':
      case 'DELAY':
      case undefined:
        handle(request, response);
    }
  };
}

function refuse(response: ServerResponse, status: number, errorType: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': errorType });
  response.end(JSON.stringify({ errors: [{ errorType, message: 'Made to go wrong.' }] }));
}
