/** What a terminal may take for a command, and what would change the direction of the text around it. */
const COMMANDS = /[\p{Cc}\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from elsewhere, for a terminal: control characters become escapes, so that it stays one line and commands nothing. */
export function printable(text: string): string {
  return text.replace(COMMANDS, escaped);
}

/** A value as JSON on one line. It reads back the same, and is as harmless on a terminal as `printable`. */
export function printableJson(value: unknown): string {
  return printable(JSON.stringify(value));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
