import { describeClients } from './describe-clients.ts';
import { openNode } from './open-node.ts';

describeClients(openNode, [
  // Amplify asks plainly, and subscribes over TLS on the same port.
  ['Amplify', 'an API key', 'http://127.0.0.1'],
  ['Amplify', 'IAM', 'http://127.0.0.1'],
  ['Amplify', 'an API key', 'https://localhost'],
  ['Amplify', 'IAM', 'https://localhost'],
  // In upper case Amplify does not know the scheme, and does not make it `wss://`. This notices when it does.
  ['Amplify', 'an API key', 'HTTP://127.0.0.1'],
  ['Amplify', 'IAM', 'HTTP://127.0.0.1'],
  ['Apollo', 'an API key', 'http://127.0.0.1'],
  ['Apollo', 'IAM', 'http://127.0.0.1'],
  ['Apollo', 'an API key', 'https://localhost'],
  ['Apollo', 'IAM', 'https://localhost'],
]);
