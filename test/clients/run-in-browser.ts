import { answerCalls } from './answer-calls.ts';
import type { CreateClient } from './client.ts';
import type { Report } from './client-host.ts';

/** What a host of clients finds in its page. */
export type ClientPage = {
  answer: ReturnType<typeof answerCalls>;
  /** Given by the host. */
  report(report: Report): void;
  Buffer: object;
};

/** Makes this page a host: calls are answered by `answer`, reports go to `report`. */
export function runIn(createClient: CreateClient): void {
  const page = globalThis as unknown as ClientPage;
  // AWS's subscription link writes its header with Node's `Buffer`, which an application in a browser has to bring.
  page.Buffer = { from: (text: string) => ({ toString: () => btoa(text) }) };
  page.answer = answerCalls(createClient, (report) => page.report(report));
}
