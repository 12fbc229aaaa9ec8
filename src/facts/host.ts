/** What is known of the machine that a node runs on. What is absent is not known, so that nothing may be concluded from it. */
import type { AddressFamily } from '../../grammar/values.ts'
import type { ParsedAddress } from '../bind/values.ts'

export interface HostFacts {
  /** All interfaces of the machine, by name. */
  readonly interfaces?: ReadonlyMap<string, HostInterface>
  /** All routes, of whatever table. */
  readonly routes?: readonly HostRoute[]
  /** What lies at an absolute path; `undefined` where nobody looked. */
  readonly fileAt?: (path: string) => HostFile | undefined
}

export interface HostInterface {
  readonly name: string
  /** In bytes. */
  readonly mtu?: number
  /** As the kernel names them, like `MULTICAST`. */
  readonly flags?: ReadonlySet<string>
  /** In the order of the kernel: the first one of a family is what keepalived sends from. */
  readonly addresses?: readonly HostAddress[]
}

/** An address with the length of its prefix. */
export interface HostAddress extends ParsedAddress {
  readonly prefix: number
  /** What others of the link have: another address of a link between two machines, else the address itself. */
  readonly network: Network
  readonly isSecondary: boolean
}

/** A network: any address in it, and the length of its prefix. */
export interface Network extends ParsedAddress {
  readonly prefix: number
}

export interface HostRoute {
  /** Where it leads; absent: to all addresses of its family. */
  readonly to?: Network
  /** Absent where nothing tells the family. */
  readonly family?: AddressFamily
  /** The interfaces that it leaves by; empty where it goes by others. */
  readonly devices: readonly string[]
  /** Packets go to their receiver itself, and not by a gateway. */
  readonly isDirect: boolean
  /** It drops what it matches. */
  readonly isBlocked: boolean
}

/** What is at a path, links followed. */
export type HostFile =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'file' | 'directory' | 'other'
      /** Permission bits. */
      readonly mode: number
      readonly owner: number
      readonly group: number
    }

/** What several sources tell of one machine. */
export function mergedFacts(all: readonly HostFacts[]): HostFacts {
  const tables = all.flatMap(({ interfaces }) => interfaces ?? [])
  const lists = all.flatMap(({ routes }) => (routes === undefined ? [] : [routes]))
  const lookups = all.flatMap(({ fileAt }) => fileAt ?? [])
  return {
    ...(tables.length === 0 ? {} : { interfaces: mergedInterfaces(tables.flatMap((one) => [...one.values()])) }),
    ...(lists.length === 0 ? {} : { routes: lists.flat() }),
    ...(lookups.length === 0
      ? {}
      : { fileAt: (path) => lookups.map((lookUp) => lookUp(path)).find((file) => file !== undefined) }),
  }
}

function mergedInterfaces(all: readonly HostInterface[]): ReadonlyMap<string, HostInterface> {
  const merged = new Map<string, HostInterface>()
  for (const one of all) merged.set(one.name, { ...merged.get(one.name), ...one })
  return merged
}
