import { printable, printableJson } from '../../local/printable.ts';
import type { Streams, View } from './view.ts';

/** Prints every update whole, one JSON object a line, and nothing else on standard output. */
export function createJsonView({ stdout, stderr }: Streams): View {
  return {
    progress: (job) => stdout.write(`${printableJson(job)}\n`),
    unknown: (jobId) => stderr.write(`${printable(jobId)}: not known yet\n`),
    note: (text) => stderr.write(`${printable(text)}\n`),
    close: () => undefined,
  };
}
