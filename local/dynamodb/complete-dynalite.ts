import type { JsonObject } from '../json.ts';
import { createReaderWriterLock } from './reader-writer-lock.ts';
import { withReturnedItem } from './returned-item.ts';
import type { SendToEngine } from './send-to-engine.ts';
import { createClientRequestTokens } from './transactions/client-request-tokens.ts';
import type { Send } from './transactions/send.ts';
import { transactGetItems } from './transactions/TransactGetItems.ts';
import type { KeyNames } from './transactions/transacted-items.ts';
import { transactWriteItems } from './transactions/TransactWriteItems.ts';

/**
 * Sends to dynalite, and carries out what it lacks: the item of a failed condition, and transactions. A transaction has the tables to
 * itself: it waits for others where AWS would cancel one of them (`TransactionConflict`), and nobody sees a half of it. `alone` runs what
 * no request may come between.
 */
export function completeDynalite(
  sendToDynalite: SendToEngine,
  keyNames: KeyNames,
): { send: SendToEngine; alone(task: () => Promise<void>): Promise<void> } {
  const lock = createReaderWriterLock();
  const tokens = createClientRequestTokens();
  const single: SendToEngine = async (operation, body) =>
    withReturnedItem(sendToDynalite, keyNames, body, await sendToDynalite(operation, body));
  const send: Send = async (operation, input) => {
    const { status, body } = await single(operation, JSON.stringify(input));
    return { status, body: JSON.parse(body.toString()) as JsonObject };
  };
  const sendAny: SendToEngine = (operation, body) => {
    const request = (): JsonObject => JSON.parse(body.toString()) as JsonObject;
    switch (operation) {
      case 'TransactGetItems':
        return lock.exclusive(() => transactGetItems(request(), send, keyNames));
      case 'TransactWriteItems':
        return lock.exclusive(() => transactWriteItems(request(), send, keyNames, tokens));
      default:
        return lock.shared(() => single(operation, body));
    }
  };
  return { send: sendAny, alone: (task) => lock.exclusive(task) };
}
