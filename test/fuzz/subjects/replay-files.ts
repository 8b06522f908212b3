import fc from 'fast-check';
import { readEvents, UnreadableFileError } from '../../../local/replay/read-events.ts';
import { bytes, json, mutated } from '../../local/appsync/soak/hostile-texts.ts';
import { message } from '../hostile-events.ts';
import { hold, holdLine, type Subject, subjectOf } from '../subject.ts';
import { variantsOf } from '../variants.ts';

const lists = fc.array(message, { maxLength: 4 });
const file = fc.oneof(
  message,
  lists.map((texts) => `[${texts.join(',')}]`),
  lists.map((texts) => texts.join('\n')),
  mutated(lists.map((texts) => texts.join('\r\n'))),
  fc.array(json, { maxLength: 3 }).map((texts) => texts.join('\n')),
  bytes(200).map((all) => all.toString('utf8')),
);

/** Whatever a file holds, it is read as events, or refused with one line that says where. */
export const replayFiles = (): Subject =>
  subjectOf(
    fc.property(fc.tuple(file, fc.nat()), ([first, seed]) => {
      for (const text of variantsOf(first, seed))
        try {
          for (const event of readEvents('file', text))
            hold(typeof event['source'] === 'string', 'an event has a source');
        } catch (error) {
          hold(error instanceof UnreadableFileError, `${String(error)} says what is wrong with a file`);
          holdLine(error.message);
        }
    }),
  );
