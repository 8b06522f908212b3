import type { ByteSource } from './byte-source.ts';

/** Reads a file in blocks, each of them once, and no more than it may. */
export type BoundedReader = {
  /** Up to `length` bytes from `offset` on; none once the bound is reached. */
  read: (length: number, offset: number) => Promise<Uint8Array>;
  /** How much was read of the file. */
  bytesRead: () => number;
  /** True when the bound was reached. */
  cutShort: () => boolean;
  /** True when these bytes lie, one behind the other, in a block that was read. */
  saw: (bytes: Buffer) => boolean;
};

const BLOCK_BYTES = 256 * 1024;
/** How often over, as to bytes, the blocks may be looked at: a parser that jumps to and fro would do so for ever. */
const MAX_LOOKS = 8;

/** Makes a reader of at most `maxBytes` bytes. */
export function boundedReader(source: ByteSource, maxBytes: number): BoundedReader {
  const blocks = new Map<number, Uint8Array>();
  let bytesRead = 0;
  let bytesGiven = 0;
  let cutShort = false;

  async function blockAt(start: number): Promise<Uint8Array> {
    const known = blocks.get(start);
    if (known !== undefined) return known;
    const length = Math.min(BLOCK_BYTES, source.size - start, maxBytes - bytesRead);
    if (length <= 0) return new Uint8Array();
    const block = await source.read(start, length);
    bytesRead += block.length;
    blocks.set(start, block);
    return block;
  }

  return {
    async read(length, offset) {
      const start = offset - (offset % BLOCK_BYTES);
      const allowed = bytesGiven < MAX_LOOKS * maxBytes;
      const block = allowed ? await blockAt(start) : new Uint8Array();
      const bytes = block.subarray(offset - start, offset - start + length);
      bytesGiven += bytes.length;
      cutShort ||= bytes.length === 0;
      return bytes;
    },
    bytesRead: () => bytesRead,
    cutShort: () => cutShort,
    saw: (bytes) =>
      [...blocks.values()].some((block) => Buffer.from(block.buffer, block.byteOffset, block.length).includes(bytes)),
  };
}
