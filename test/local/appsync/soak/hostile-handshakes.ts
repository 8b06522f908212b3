import fc from 'fast-check';
import { bytes } from './hostile-texts.ts';
import type { Sending } from './raw-exchange.ts';

/** The lengths that the record and the handshake tell, true or not. */
const uint16 = (value: number): number[] => [(value >> 8) & 255, value & 255];

/** The start of a ClientHello of TLS 1.2: version, random bytes, no session, two cipher suites, no compression. */
const HELLO = [3, 3, ...Array.from({ length: 32 }, (_, index) => index), 0, 0, 4, 0x13, 0x01, 0xc0, 0x2f, 1, 0];

/** What begins as a TLS handshake does, and goes on as one only now and then. */
export const handshake: fc.Arbitrary<Sending> = fc.oneof(
  bytes(200).map((noise): Sending => sending(Buffer.concat([Buffer.from([0x16]), noise]))),
  fc
    .record({ noise: bytes(60), lies: fc.option(fc.nat(65_535)), type: fc.constantFrom(1, 1, 1, 2, 11, 255) })
    .map(({ noise, lies, type }) => {
      const hello = Buffer.concat([Buffer.from(HELLO), noise]);
      const message = Buffer.concat([Buffer.from([type, 0, ...uint16(lies ?? hello.length)]), hello]);
      return sending(Buffer.concat([Buffer.from([0x16, 3, 1, ...uint16(message.length)]), message]));
    }),
);

/** Nothing may answer to it. */
function sending(first: Buffer): Sending {
  return { kind: 'handshake', first, isImpatient: true };
}
