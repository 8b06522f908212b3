/** A URL's scheme, who asks, where, and the rest: query and fragment. */
const URLS = /\b(https?:\/\/)(?:[^\s/?#"'<>]*@)?([^\s?#"'<>]*)(?:[?#][^\s"'<>]*)?/gi;

/** A text without what its URLs may keep secret: user names, passwords, and queries, in which signatures are. */
export function withoutSecrets(text: string): string {
  return text.replace(URLS, '$1$2');
}
