import ipaddr from 'ipaddr.js';
import { BlockList, isIP } from 'node:net';

const FAMILIES = { 4: 'ipv4', 6: 'ipv6' } as const;

/**
 * Reads address blocks in CIDR notation, separated by commas; an address alone is a block of one. None when empty.
 * @throws Error that names the block and what is wrong with it.
 */
export function parseCidrs(text: string): string[] {
  return text
    .split(',')
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(parseCidr);
}

/** Whether an address lies in one of the blocks. One that is IPv4 inside IPv6 (`::ffff:…`) lies in those of IPv4 too; one with a zone in none. */
export function addressMatcher(cidrs: readonly string[]): (address: string) => boolean {
  const blocks = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', prefix] = cidr.split('/');
    blocks.addSubnet(network, Number(prefix), isIP(network) === 4 ? FAMILIES[4] : FAMILIES[6]);
  }
  return (address) => {
    const family = isIP(address);
    return (
      (family === 4 || family === 6) && !address.includes('%') && blocks.check(address, FAMILIES[family])
    );
  };
}

function parseCidr(block: string): string {
  const [address = '', prefixText, ...rest] = block.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || rest.length > 0) {
    throw new Error(`"${block}" is no address block, such as 192.168.1.0/24 or fd00::/8.`);
  }
  const bits = family === 4 ? 32 : 128;
  const prefix = readPrefix(prefixText ?? String(bits));
  if (!(prefix <= bits)) throw new Error(`The prefix of "${block}" must be a number from 0 to ${bits}.`);
  const version = family === 4 ? ipaddr.IPv4 : ipaddr.IPv6;
  const cidr = `${version.parse(address).toString()}/${prefix}`;
  const network = `${version.networkAddressFromCIDR(cidr).toString()}/${prefix}`;
  if (cidr !== network) throw new Error(`"${block}" has bits after its prefix; its block is ${network}.`);
  return network;
}

const readPrefix = (text: string): number => (/^\d{1,3}$/.test(text) ? Number(text) : NaN);
