/** Text from elsewhere for the log: control characters, which could forge a line or command the terminal, become escapes. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
