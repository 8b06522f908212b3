import { readFile, readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { boundedReader } from '../../../functions/analyzer/media/bounded-reader.ts';
import { InputError } from '../../../functions/analyzer/media/byte-source.ts';
import { describeFile } from '../../../functions/analyzer/media/described-file.ts';
import { measureInput } from '../../../functions/analyzer/media/measure-input.ts';
import { createMediaInfoPool } from '../../../functions/analyzer/media/mediainfo-pool.ts';
import { hold, type Subject, subjectOf } from '../subject.ts';

const DIRECTORY = new URL('../../../local/mediaconvert/media/', import.meta.url);
const MAX_BYTES = 1024 * 1024;

/** Bytes put in, taken out or doubled; most of them near the beginning, where a file says what it is. */
const edit = fc.record({
  at: fc.oneof(fc.nat(200), fc.nat(40_000)),
  length: fc.nat(64),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 16 }),
    fc.constantFrom(...[0, 0x7f, 0xff].map((byte) => new Uint8Array(8).fill(byte))),
  ),
  isKept: fc.boolean(),
});
type Edit = { at: number; length: number; bytes: Uint8Array; isKept: boolean };

const edited = (file: Buffer, edits: readonly Edit[]): Buffer =>
  edits.reduce((before, { at, length, bytes, isKept }) => {
    const from = at % (before.length + 1);
    return Buffer.concat([before.subarray(0, from), bytes, before.subarray(isKept ? from : from + length)]);
  }, file);

/** Whatever a file holds, it is measured in finite numbers or refused, and no more is read of it than may be. */
export async function media(): Promise<Subject> {
  const files = await Promise.all((await readdir(DIRECTORY)).map((name) => readFile(new URL(name, DIRECTORY))));
  const analyze = createMediaInfoPool();
  const property = fc.asyncProperty(
    fc.tuple(fc.constantFrom(...files.keys()), fc.array(edit, { minLength: 1, maxLength: 8 })),
    async ([index, edits]) => {
      const file = edited(files[index] ?? Buffer.alloc(0), edits);
      const reader = boundedReader(
        { size: file.length, read: (offset, length) => Promise.resolve(file.subarray(offset, offset + length)) },
        MAX_BYTES,
      );
      try {
        const described = describeFile(await analyze(file.length, reader.read), reader);
        const { frames, duration } = measureInput(
          described,
          { timecodeSource: 'ZEROBASED', timecodeStart: undefined },
          [],
        );
        hold(Number.isFinite(frames) && Number.isFinite(duration), 'what is measured is a number');
      } catch (error) {
        hold(error instanceof InputError, `${String(error)} says what is wrong with an input`);
      }
      hold(reader.bytesRead() <= MAX_BYTES, 'no more is read than may be');
    },
  );
  return subjectOf(property);
}
