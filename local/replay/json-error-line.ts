/** The line, counted from 1, on which a text stops being JSON; its last line when it ends too early. */
export function jsonErrorLine(text: string): number {
  return text.slice(0, jsonErrorOffset(text)).split('\n').length;
}

const TOKEN =
  /\s*(?:([[\]{}:,])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** What may come next: a value, or one of these marks. */
type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end';

// JSON.parse tells a position for some errors only.
function jsonErrorOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    const [whole = '', mark, string] = match ?? [];
    if (match === null) return text.length - text.slice(offset).trimStart().length;
    const next = step(expected, open, mark ?? (string === undefined ? 'scalar' : 'string'));
    if (next === null) return offset + whole.length - whole.trimStart().length;
    expected = next;
    offset += whole.length;
  }
}

function step(expected: Expected, open: string[], token: string): Expected | null {
  const takesValue = expected === 'value' || expected === 'value or ]';
  switch (token) {
    case '{':
    case '[':
      if (!takesValue) return null;
      open.push(token);
      return token === '{' ? 'name or }' : 'value or ]';
    case '}':
    case ']': {
      const ends = expected === ', or end' || expected === (token === '}' ? 'name or }' : 'value or ]');
      return ends && open.pop() === (token === '}' ? '{' : '[') ? ', or end' : null;
    }
    case ',':
      if (expected !== ', or end' || open.length === 0) return null;
      return open.at(-1) === '{' ? 'name' : 'value';
    case ':':
      return expected === ':' ? 'value' : null;
    default:
      if (takesValue) return ', or end';
      return token === 'string' && expected.startsWith('name') ? ':' : null;
  }
}
