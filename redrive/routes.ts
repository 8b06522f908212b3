import type { Message } from '@aws-sdk/client-sqs';

/** The queues of what went wrong, in the order of docs/redrive.md. */
export const QUEUE_NAMES = ['events', 'analyses', 'undelivered'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** The stack's outputs that are needed. */
export type QueueOutput =
  | 'EventQueueUrl'
  | 'DeadLetterQueueUrl'
  | 'AnalysisQueueUrl'
  | 'AnalysisDeadLetterQueueUrl'
  | 'UndeliveredEventQueueUrl';

/** What is to become of a message: sent to a queue, dropped, or left for what is wrong with it. */
export type Destination = { queueUrl: string } | 'dropped' | { fault: string };

/** The queue of what went wrong, and where its messages were to go. */
export type Route = { name: QueueName; queueUrl: string; destinationOf(message: Message): Destination };

/** The route from a queue. `urlOf` gives the URL of a queue of the stack, or throws. */
export function routeFrom(name: QueueName, urlOf: (output: QueueOutput) => string): Route {
  switch (name) {
    case 'events':
      return deadLetters(name, urlOf('DeadLetterQueueUrl'), urlOf('EventQueueUrl'));
    case 'analyses':
      return deadLetters(name, urlOf('AnalysisDeadLetterQueueUrl'), urlOf('AnalysisQueueUrl'));
    case 'undelivered': {
      const targets = [urlOf('EventQueueUrl'), urlOf('AnalysisQueueUrl')];
      return {
        name,
        queueUrl: urlOf('UndeliveredEventQueueUrl'),
        destinationOf: (message) => targetOf(message, targets),
      };
    }
  }
}

function deadLetters(name: QueueName, queueUrl: string, to: string): Route {
  const destination = { queueUrl: to };
  return { name, queueUrl, destinationOf: () => destination };
}

/** Where a rule could not deliver the message to. */
function targetOf({ MessageAttributes }: Message, queueUrls: readonly string[]): Destination {
  const arn = MessageAttributes?.['TARGET_ARN']?.StringValue;
  const [, , service, , account = '', resource = ''] = arn?.split(':') ?? [];
  // The one function that a rule starts is the reconciler, whose next round is under way.
  if (service === 'lambda') return 'dropped';
  const queueUrl = queueUrls.find((url) => new URL(url).pathname === `/${account}/${resource}`);
  if (service === 'sqs' && queueUrl !== undefined) return { queueUrl };
  return { fault: arn === undefined ? 'it has no TARGET_ARN' : `its TARGET_ARN is no queue of the stack: ${arn}` };
}
