import { Writable } from 'node:stream';

/** A stream that keeps what is written to it. */
export type Written = Writable & {
  text(): string;
  /** Resolves once the text holds that. */
  until(part: string): Promise<void>;
};

/** What `process.stdout` is when it is a pipe. */
export function createPipe(): Written {
  let text = '';
  const waiting = new Set<() => void>();
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      for (const look of waiting) look();
      done();
    },
  });
  return Object.assign(stream, {
    text: () => text,
    until: (part: string) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (!text.includes(part)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  });
}

/** What `process.stdout` is on a terminal. */
export function createTerminal({ columns = 80, rows = 24 } = {}): Written & { isTTY: boolean } {
  return Object.assign(createPipe(), { isTTY: true, columns, rows });
}

/**
 * The rows that a terminal shows after it was written to, those scrolled away included, as far as it knows the commands that bars are drawn with:
 * lines, the cursor up and to a column, clearing to the right and downwards. Fails at any other.
 */
export function screenOf(written: string): string[] {
  const rows: string[] = [''];
  let [row, column] = [0, 0];
  const put = (text: string): void => {
    const line = (rows[row] ?? '').padEnd(column);
    rows[row] = line.slice(0, column) + text + line.slice(column + text.length);
    column += text.length;
  };
  // eslint-disable-next-line no-control-regex
  for (const [part, count = '', command = ''] of written.matchAll(/\u001b\[([?\d]*)([A-Za-z])|\n|\r|[^\u001b\n\r]+/g)) {
    if (part === '\n') [row, column] = [row + 1, 0];
    else if (part === '\r') column = 0;
    else if (command === '') put(part);
    else if (command === 'A') row = Math.max(0, row - Number(count || 1));
    else if (command === 'G') column = Number(count || 1) - 1;
    else if (command === 'K') rows[row] = count === '2' ? '' : (rows[row] ?? '').slice(0, column);
    else if (command === 'J') rows.splice(row, Infinity, (rows[row] ?? '').slice(0, column));
    else if (!count.startsWith('?')) throw new Error(`not a command of bars: ${JSON.stringify(part)}`);
    while (rows.length <= row) rows.push('');
  }
  return rows.map((line) => line.trimEnd());
}

/** The terminal's modes that were set, in their order: `?25l` hides the cursor, `?7l` cuts long lines. */
export function modesOf(written: string): string[] {
  // eslint-disable-next-line no-control-regex
  return [...written.matchAll(/\u001b\[(\?\d+[hl])/g)].map(([, mode = '']) => mode);
}
