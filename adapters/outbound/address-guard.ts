/** Which addresses may be called. Whoever names a URL must not reach the networks we stand in through us. */
import { BlockList, isIP, isIPv6 } from 'node:net';

/** IANA special-purpose registries: nothing in them is a receiver on the internet. */
const FORBIDDEN = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  // Addresses of the other family in disguise: mapped, translated, 6to4, Teredo.
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

export type AddressGuard = (address: string) => boolean;

/** Answers whether an IP address may be called. `allowed` are networks (`10.1.0.0/16`) or addresses that may be all the same. */
export function createAddressGuard(allowed: readonly string[]): AddressGuard {
  const isListed = createListedGuard(allowed);
  const isForbidden = createListedGuard(FORBIDDEN);
  return (address) => isIP(address) !== 0 && (isListed(address) || !isForbidden(address));
}

/** Answers whether an IP address is in one of the networks. */
export function createListedGuard(networks: readonly string[]): AddressGuard {
  const list = toBlockList(networks);
  return (address) => {
    const plain = unmapped(address);
    return isIP(plain) !== 0 && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}

/** @throws TypeError or RangeError for what is no network */
function toBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', length] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (length === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(length), family);
  }
  return list;
}

/** `::ffff:127.0.0.1` is 127.0.0.1, also as `::ffff:7f00:1`. */
function unmapped(address: string): string {
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(address);
  if (mapped === null) return address;
  if (mapped[1] !== undefined) return mapped[1];
  const [high, low] = [Number.parseInt(mapped[2] ?? '', 16), Number.parseInt(mapped[3] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
