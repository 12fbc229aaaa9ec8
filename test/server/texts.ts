/** Small clusters for tests of the server. */

/** A node whose virtual router has an id and a priority. */
export function nodeText({ id = 51, priority = 100, name = 'web', address = '192.0.2.1' } = {}): string {
  return `vrrp_instance ${name} {
  state BACKUP
  interface eth0
  virtual_router_id ${id}
  priority ${priority}
  virtual_ipaddress {
    ${address}/24
  }
}
`
}

/** What is found where two nodes disagree about the id. */
export const MISMATCH = 'virtual-router-id-mismatch'
