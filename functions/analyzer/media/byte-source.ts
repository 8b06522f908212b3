/** A file of which parts can be read. Both throw an `InputError` when the file is to blame. */
export type ByteSource = {
  /** Bytes. */
  size: number;
  /** The bytes from `start` on, `length` of them or as many as there are. */
  read: (start: number, length: number) => Promise<Uint8Array>;
  /** Ends its connections, if it has any of its own. */
  close?: () => void;
};

/** Why an input cannot be analysed, however often it is tried. The message goes into the analysis: it holds no URL. */
export class InputError extends Error {
  override name = 'InputError';
}
