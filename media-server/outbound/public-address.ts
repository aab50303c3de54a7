import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

/** All that is given out as global unicast; whatever lies outside is special or not in use. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public internet, for a single host. An IPv6 address that carries an IPv4 address
 * (mapped, NAT64, 6to4, Teredo) is none, whatever it carries; nor is what is no address, or has a zone.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}
