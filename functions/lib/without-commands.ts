/** Control characters that JSON leaves as they are, and what would change the direction of the text around it. */
const COMMANDS = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text as it is logged: what JSON does not escape and a terminal may take for a command is written as an escape. */
export function withoutCommands(text: string): string {
  return text.replace(COMMANDS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
