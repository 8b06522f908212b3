import { listOf, nameOf, objectOf, textOf } from '../../lib/read-field.ts';
import type { Clip, Timeline } from '../media/clips.ts';

/** What a job's settings say of one input: its file, or why it has none. */
export type InputSettings = Timeline & { clips: Clip[] } & ({ file: string } | { noFile: string });

/** What a job's settings say of what goes in, and of how much comes out. */
export type JobSettings = { inputs: InputSettings[]; numOutputs: number };

/** The wire's names. */
type Settings = { inputs: unknown; outputGroups: unknown };
type OutputGroup = { outputs: unknown };
type Input = {
  fileInput: unknown;
  inputClippings: unknown;
  timecodeSource: unknown;
  timecodeStart: unknown;
  videoGenerator: unknown;
  supplementalImps: unknown;
  tamsSettings: unknown;
};

const TIMECODE_SOURCES = ['EMBEDDED', 'ZEROBASED', 'SPECIFIEDSTART'] as const;

/** Reads settings in the wire's spelling. Takes what it can use and leaves the rest; never throws. */
export function readSettings(settings: unknown): JobSettings {
  const { inputs, outputGroups } = objectOf<Settings>(settings);
  const outputs = (listOf(outputGroups) ?? []).flatMap((group) => listOf(objectOf<OutputGroup>(group).outputs) ?? []);
  return { inputs: (listOf(inputs) ?? []).map(readInput), numOutputs: outputs.length };
}

function readInput(value: unknown): InputSettings {
  const input = objectOf<Input>(value);
  return {
    timecodeSource: nameOf(input.timecodeSource, TIMECODE_SOURCES) ?? 'EMBEDDED',
    timecodeStart: textOf(input.timecodeStart),
    clips: (listOf(input.inputClippings) ?? []).map(readClip),
    ...readFile(input, textOf(input.fileInput)),
  };
}

function readClip(value: unknown): Clip {
  const { startTimecode, endTimecode } = objectOf<Clip>(value);
  return { startTimecode: textOf(startTimecode), endTimecode: textOf(endTimecode) };
}

function readFile(input: Partial<Input>, file: string | undefined): { file: string } | { noFile: string } {
  if (isGiven(input.videoGenerator)) return { noFile: 'it is generated, and has no file' };
  if (isGiven(input.tamsSettings)) return { noFile: 'it comes from a TAMS server' };
  if (file === undefined) return { noFile: 'the settings name no file' };
  const isImf = (listOf(input.supplementalImps)?.length ?? 0) > 0 || /\.xml$/i.test(file);
  return isImf ? { noFile: 'it is an IMF package' } : { file };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
