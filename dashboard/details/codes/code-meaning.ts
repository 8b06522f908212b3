import { ERROR_MEANINGS } from './error-meanings.ts';
import { WARNING_MEANINGS } from './warning-meanings.ts';

/** What a code means, where anybody says so, and where MediaConvert's user guide tells more. */
export type CodeMeaning = { meaning: string | undefined; href: string };

const GUIDE = 'https://docs.aws.amazon.com/mediaconvert/latest/ug';

/** What an error code means. Without a code the link goes to the list of all. */
export function errorMeaning(code: number | null | undefined): CodeMeaning {
  return about(`${GUIDE}/mediaconvert_error_codes.html`, ERROR_MEANINGS, code);
}

/** What a warning code means. */
export function warningMeaning(code: number): CodeMeaning {
  return about(`${GUIDE}/warning_codes.html`, WARNING_MEANINGS, code);
}

// AWS: warning_codes: each code's entry has the code as its anchor. UNSURE: so has each entry of the error codes; a page shows its top without.
function about(page: string, meanings: ReadonlyMap<number, string>, code: number | null | undefined): CodeMeaning {
  if (typeof code !== 'number') return { meaning: undefined, href: page };
  return { meaning: meanings.get(code), href: `${page}#${code}` };
}
