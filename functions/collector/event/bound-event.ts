import { MAX_WARNINGS } from '../../lib/job-limits.ts';
import { fitsRow, MAX_ROW_TEXT_BYTES } from '../../lib/row-text.ts';
import type { CheckedEvent, CutField, MetadataPair, ReportedOutputs } from './checked-event.ts';

/**
 * Twice the pairs that MediaConvert takes, each as long as it takes them: 128 and 256 characters, of two UTF-16 code units at the most.
 *
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/ug/user-metadata-tags.html
 */
const MAX_METADATA_PAIRS = 20;
const MAX_METADATA_KEY_LENGTH = 256;
const MAX_METADATA_VALUE_LENGTH = 512;

const MAX_ERROR_LENGTH = 2048;
const MAX_WARNING_LENGTH = 512;
const MAX_BLACK_SEGMENTS = 1000;

type BoundField = Exclude<CutField, 'body'>;
type Told<Field extends BoundField> = Exclude<CheckedEvent[Field], undefined>;

/** Within what bounds each field is kept, whatever was told. What is within them stays the same object. */
const BOUNDS: { readonly [Field in BoundField]: (told: Told<Field>) => CheckedEvent[Field] } = {
  userMetadata: (pairs) => within(pairs, pairs.filter(isKept).slice(0, MAX_METADATA_PAIRS)),
  warnings: (warnings) => {
    const codes = [...new Set(warnings.map(({ code }) => code))].sort((a, b) => a - b);
    const last = codes[MAX_WARNINGS - 1] ?? Infinity;
    return within(
      warnings,
      warnings.filter(({ code }) => code <= last),
    );
  },
  newWarning: (warning) => withMessage(warning, MAX_WARNING_LENGTH),
  error: (error) => withMessage(error, MAX_ERROR_LENGTH),
  settings: (settings) => (fitsRow(settings) ? settings : undefined),
  inputs: (inputs) => leading(inputs, MAX_ROW_TEXT_BYTES),
  outputs: boundOutputs,
};
const BOUND_FIELDS = Object.keys(BOUNDS) as BoundField[];

/**
 * The event with what can be kept of it, so that nothing that was told makes a job's rows, its item or its updates larger than the
 * services take. `cut` names what is not kept.
 */
export function boundEvent(event: CheckedEvent): CheckedEvent {
  let bounded = event;
  const cut: CutField[] = fitsRow(event.body) ? [] : ['body'];
  for (const field of BOUND_FIELDS) {
    if (event[field] === undefined) continue;
    const kept = boundField(event, field);
    if (kept === event[field]) continue;
    bounded = { ...bounded, [field]: kept };
    cut.push(field);
  }
  return cut.length === 0 ? event : { ...bounded, cut };
}

function boundField<Field extends BoundField>(event: CheckedEvent, field: Field): CheckedEvent[Field] {
  return BOUNDS[field](event[field] as Told<Field>);
}

/** A part of a pair would be another pair. */
function isKept({ key, value }: MetadataPair): boolean {
  return key.length <= MAX_METADATA_KEY_LENGTH && value.length <= MAX_METADATA_VALUE_LENGTH;
}

function withMessage<T extends { message?: string | undefined }>(told: T, maxLength: number): T {
  const { message } = told;
  if (message === undefined || message.length <= maxLength) return told;
  // Half of a character is none.
  return { ...told, message: `${message.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…` };
}

function boundOutputs(outputs: ReportedOutputs): ReportedOutputs {
  const { groups, blackVideoSegments: segments = [] } = outputs;
  const keptSegments = within(segments, segments.slice(0, MAX_BLACK_SEGMENTS));
  const keptGroups = leading(groups, MAX_ROW_TEXT_BYTES - JSON.stringify(keptSegments).length);
  if (keptGroups === groups && keptSegments === segments) return outputs;
  return { ...outputs, groups: keptGroups, blackVideoSegments: keptSegments };
}

/** As many of the first elements as have room in a list of so many bytes of JSON text. */
function leading<T>(list: T[], maxBytes: number): T[] {
  let bytes = 1;
  const end = list.findIndex((element) => (bytes += Buffer.byteLength(JSON.stringify(element)) + 1) > maxBytes);
  return end < 0 ? list : list.slice(0, end);
}

function within<T>(list: T[], kept: T[]): T[] {
  return kept.length === list.length ? list : kept;
}
