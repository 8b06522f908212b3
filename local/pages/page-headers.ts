/** What every answer carries: nothing is guessed, framed or told to others. */
const COMMON = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** The headers of an answer. Scripts come from files of this server alone; data from it and the API. */
export function pageHeaders(options: {
  contentType: string;
  /** The URLs that a page may connect to. */
  apiUrls: string[];
  /** GraphiQL's editor sets style attributes in markup. */
  inlineStyles: boolean;
  /** Whether no copy may be kept. Otherwise a copy is kept and checked before use. */
  secret: boolean;
}): Record<string, string> {
  const origins = options.apiUrls.map((url) => new URL(url).origin).join(' ');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${options.inlineStyles ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    `font-src 'self'${options.inlineStyles ? ' data:' : ''}`,
    `connect-src 'self' ${origins}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    ...COMMON,
    'content-type': options.contentType,
    'content-security-policy': policy.join('; '),
    'cache-control': options.secret ? 'no-store' : 'no-cache',
  };
}
