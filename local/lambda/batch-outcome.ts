/**
 * Which of a batch's messages a function's answer leaves to be deleted: those that it does not name as failed. An answer
 * that cannot be understood, or that names a message which is not of the batch, fails them all.
 * AWS: Lambda Developer Guide, "Handling errors for an SQS event source in Lambda": success and failure conditions.
 */
export function succeededMessages(messageIds: readonly string[], answer: string): string[] {
  const failed = failedMessages(answer);
  if (!failed?.every((id) => messageIds.includes(id))) return [];
  return messageIds.filter((id) => !failed.includes(id));
}

function failedMessages(answer: string): string[] | null {
  const result = JSON.parse(answer) as unknown;
  if (typeof result !== 'object' || result === null) return result === null ? [] : null;
  const failures: unknown = 'batchItemFailures' in result ? result.batchItemFailures : null;
  if (failures === null) return [];
  if (!Array.isArray(failures)) return null;
  const ids = failures.map((failure: unknown) => {
    const named = typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure;
    return named ? failure.itemIdentifier : null;
  });
  return ids.every((id) => typeof id === 'string') ? ids : null;
}
