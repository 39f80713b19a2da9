import { isIPv6 } from 'node:net';

/** Number of leading 16-bit groups in the network of one IPv6 customer, who has all addresses in it. */
const CUSTOMER_GROUPS = 4;

/** What counts as one caller: an IPv4 address, or the /64 network of an IPv6 address. */
export function toAddressGroup(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const before = head.split(':').filter((part) => part !== '');
  const after = tail.split(':').filter((part) => part !== '');
  const zeros = address.includes('::') ? Math.max(0, 8 - before.length - after.length) : 0;
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${groups.slice(0, CUSTOMER_GROUPS).join(':')}::/64`;
}
