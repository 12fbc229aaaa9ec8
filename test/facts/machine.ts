/** Facts about machines as `ip -json` prints them, for tests. */

/** An interface with addresses like `192.0.2.2/24`. */
export function device(ifname: string, addresses: readonly string[] = [], more: object = {}): object {
  const addr_info = addresses.map((one) => {
    const [local = '', length] = one.split('/')
    return { family: local.includes(':') ? 'inet6' : 'inet', local, prefixlen: Number(length), scope: 'global' }
  })
  const flags = ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP']
  return { ifname, flags, mtu: 1500, link_type: 'ether', address: '02:00:5e:00:53:01', addr_info, ...more }
}

export const loopback = device('lo', ['127.0.0.1/8'], { flags: ['LOOPBACK', 'UP'] })

/** The text of a facts file about a machine with `eth0`. */
export function machine(address: string, more: object = {}): string {
  return JSON.stringify({ address: [loopback, device('eth0', [address])], ...more })
}
