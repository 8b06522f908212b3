/** Splits a wildcard at its unescaped asterisks; a string when it is not one that EventBridge takes: the reason. */
export function parseWildcard(text: string): string[] | string {
  const literals = [''];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text[at + 1];
    if (character === '*') {
      if (next === '*') return 'consecutive wildcard characters are not allowed';
      literals.push('');
      continue;
    }
    if (character === '\\' && next !== '*' && next !== '\\') return "a backslash may only escape '*' or '\\'";
    if (character === '\\') at += 1;
    literals.push(`${literals.pop() ?? ''}${character === '\\' ? (next ?? '') : character}`);
  }
  return literals;
}

/** Whether the literals occur in this order, the first at the beginning and the last at the end. Linear in the value. */
export function matchesWildcard(literals: readonly string[], value: string): boolean {
  const [first = '', ...rest] = literals;
  const last = rest.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first)) return false;
  let from = first.length;
  for (const literal of rest) {
    const at = value.indexOf(literal, from);
    if (at === -1) return false;
    from = at + literal.length;
  }
  return value.length - last.length >= from && value.endsWith(last);
}
