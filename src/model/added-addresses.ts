/** The addresses that keepalived itself gives to a machine, for as long as it runs or is MASTER. */
import { remembered } from '../text/remembered.ts'
import type { AddressLine, Config } from './config.ts'

/** The lines that add addresses: virtual, excluded and static ones. */
export function addingLines({ instances, staticAddresses }: Config): AddressLine[] {
  return [...instances.flatMap((one) => [...one.addresses, ...one.excludedAddresses]), ...staticAddresses]
}

/** What they add: a machine that has such an address may have it from keepalived. */
export const addedAddresses = remembered(
  (config: Config): ReadonlySet<string> => new Set(addingLines(config).map(({ value }) => value.text)),
)
