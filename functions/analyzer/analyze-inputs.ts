import pLimit from 'p-limit';
import { fitsRow } from '../lib/row-text.ts';
import { boundedReader } from './media/bounded-reader.ts';
import { InputError } from './media/byte-source.ts';
import type { ByteSource } from './media/byte-source.ts';
import { describeFile } from './media/described-file.ts';
import { measureInput } from './media/measure-input.ts';
import type { InputMeasure } from './media/measure-input.ts';
import type { Analyze } from './media/mediainfo-pool.ts';
import { openFile } from './media/open-file.ts';
import type { MediaAccess } from './media/open-file.ts';
import type { InputSettings } from './settings/read-settings.ts';

/** What was found in an input, or why nothing was, or what is to be said beside it. */
export type InputAnalysis = { measure?: InputMeasure | undefined; reason?: string | undefined };

/** With what, and within which bounds, inputs are analysed. */
export type InputAnalyzer = {
  access: MediaAccess;
  analyze: Analyze;
  maxBytesPerInput: number;
  maxParallelInputs: number;
  /** Keeps MediaInfo's report of an input, JSON text. `index` from 1. */
  keepReport: (index: number, report: string) => Promise<void>;
};

/** Analyses inputs, in their order, until the signal ends it. Rejects when AWS fails, not when an input does. */
export async function analyzeInputs(
  inputs: readonly InputSettings[],
  analyzer: InputAnalyzer,
  signal: AbortSignal,
): Promise<InputAnalysis[]> {
  const limit = pLimit({ concurrency: analyzer.maxParallelInputs, rejectOnClear: true });
  try {
    return await Promise.all(
      inputs.map((input, index) => limit(() => analyzeInput(input, index + 1, analyzer, signal))),
    );
  } catch (error) {
    limit.clearQueue();
    throw error;
  }
}

async function analyzeInput(
  input: InputSettings,
  index: number,
  { access, analyze, maxBytesPerInput, keepReport }: InputAnalyzer,
  signal: AbortSignal,
): Promise<InputAnalysis> {
  let source: ByteSource | undefined;
  try {
    signal.throwIfAborted();
    if ('noFile' in input) throw new InputError(input.noFile);
    source = await openFile(input.file, access, signal);
    if (source.size === 0) throw new InputError('it is empty');
    const reader = boundedReader(source, maxBytesPerInput);
    const report = await analyze(source.size, async (length, offset) => {
      signal.throwIfAborted();
      return await reader.read(length, offset);
    });
    const text = JSON.stringify(report);
    const isKept = fitsRow(text);
    if (isKept) await keepReport(index, text);
    const measure = measureInput(describeFile(report, reader), input, input.clips);
    return { measure, reason: isKept ? undefined : 'MediaInfo says more than can be kept' };
  } catch (error) {
    if (signal.aborted) return { reason: 'there was no time left to read it' };
    if (error instanceof InputError) return { reason: error.message };
    throw error;
  } finally {
    source?.close?.();
  }
}
