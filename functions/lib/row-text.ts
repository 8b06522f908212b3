/**
 * How many bytes of text a table's row holds, beside its key and what else is in it.
 *
 * AWS: an item holds up to 400 KB, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const MAX_ROW_TEXT_BYTES = 350 * 1024;

/** Whether a row holds the text. */
export function fitsRow(text: string): boolean {
  return Buffer.byteLength(text) <= MAX_ROW_TEXT_BYTES;
}
