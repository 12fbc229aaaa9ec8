/** Whether an address belongs to a network. */
import ipaddr from 'ipaddr.js'
import type { ParsedAddress } from './values.ts'

/** Whether an address lies in the network that another one was written in. */
export function isInNetwork(address: ParsedAddress, network: ParsedAddress): boolean {
  if (address.family !== network.family || network.prefix === undefined || Number.isNaN(network.prefix)) return false
  const range = ipaddr.parse(network.text)
  return ipaddr.parse(address.text).match(range, network.prefix)
}
