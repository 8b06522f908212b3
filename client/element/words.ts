/** What the element says, one entry a language. Names in braces are replaced. */
export const ENGLISH = {
  /** The bar's name, when it has neither a label nor content. */
  name: 'Job {id}',
  connecting: 'Loading',
  unknown: 'Not known yet',
  queued: 'In queue',
  queuedIn: 'In queue {queue}',
  running: 'Running',
  PROBING: 'Probing',
  TRANSCODING: 'Transcoding',
  UPLOADING: 'Uploading',
  finishing: 'Finishing',
  stalled: 'No updates for a while',
  missing: 'MediaConvert no longer knows this job',
  complete: 'Complete',
  canceled: 'Canceled',
  canceledAt: 'Canceled at {percent}',
  failed: 'Failed',
  failedAt: 'Failed at {percent}',
  /** The service's own reason, which is English. */
  reason: 'Error {code}: {message}',
  refused: 'Not available',
  left: 'about {time} left',
  took: 'took {time}',
  offline: 'Offline: trying again',
  /** Said, not shown, while nobody knows how far a running job is. */
  notKnown: 'progress not known',
};

/** The words of a language. */
export type Words = typeof ENGLISH;

/** Words by language: `de`, `pt-BR`. What a language lacks is said in English. */
export type WordsByLanguage = Record<string, Partial<Words>>;

/** The words for a language, and which language they are. */
export function wordsFor(language: string, given: WordsByLanguage): { words: Words; language: string } {
  for (const name of [language, language.split('-')[0] ?? '']) {
    const words = given[name];
    if (words !== undefined) return { words: { ...ENGLISH, ...words }, language: name };
  }
  return { words: ENGLISH, language: 'en' };
}

/** Puts values in the places that a text names: `Job {id}`. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
