import { Extension } from '@peculiar/x509';

/** The object identifier of the extension that says which names an authority may vouch for. */
const NAME_CONSTRAINTS = '2.5.29.30';

// The tags of RFC 5280, appendix A.2.
const SEQUENCE = 0x30;
const PERMITTED_SUBTREES = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

const LOCALHOST = Buffer.from('localhost', 'latin1');
// An address and its mask: 127.0.0.0/8, and ::1 alone.
const IPV4_LOOPBACK = Buffer.from('7f000000ff000000', 'hex');
const IPV6_LOOPBACK = Buffer.from(`${'00'.repeat(15)}01${'ff'.repeat(16)}`, 'hex');

/**
 * The critical extension that permits an authority to vouch for `localhost`, its subdomains, and the loopback addresses, and for no other
 * host: who trusts the authority trusts nobody with another site, not even who steals the authority's key.
 */
export function loopbackNamesOnly(): Extension {
  const subtrees = [
    element(DNS_NAME, LOCALHOST),
    element(IP_ADDRESS, IPV4_LOOPBACK),
    element(IP_ADDRESS, IPV6_LOOPBACK),
  ];
  const permitted = element(PERMITTED_SUBTREES, ...subtrees.map((base) => element(SEQUENCE, base)));
  return new Extension(NAME_CONSTRAINTS, true, element(SEQUENCE, permitted));
}

/** A DER element. Nothing here is 128 bytes long, where the length would take more than one byte. */
function element(tag: number, ...contents: Uint8Array[]): Buffer<ArrayBuffer> {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag, content.length), content]);
}
