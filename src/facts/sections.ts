/** The lists that `ip -json` prints, and the one of files: what they tell, or where they are not as they should be. */
import type { AddressFamily } from '../../grammar/values.ts'
import { longestPrefix, parseAddress } from '../bind/values.ts'
import type { HostAddress, HostFacts, HostFile, HostInterface, HostRoute, Network } from './host.ts'

/** What is not as expected, and where. */
export interface Malformed {
  /** A sentence; about a whole section how it goes on after the name of that. */
  readonly wrong: string
  readonly path: readonly string[]
  /** It is about the key at the end of the path, not about its value. */
  readonly isKey?: true
}

type Fields = Readonly<Record<string, unknown>>

/** Interfaces as `ip -json address` or `ip -json link` prints them. */
export function interfacesFrom(value: unknown): HostFacts | Malformed {
  const entries = entriesFrom(value)
  if ('wrong' in entries) return entries
  const interfaces = new Map<string, HostInterface>()
  for (const { entry, path } of entries.list) {
    const read = interfaceFrom(entry)
    if ('wrong' in read) return { ...read, path: [...path, ...read.path] }
    interfaces.set(read.name, read)
  }
  if (interfaces.size > 0) return { interfaces }
  return { wrong: 'is a list without any interface; expected at least `lo`', path: [] }
}

function interfaceFrom(entry: Fields): HostInterface | Malformed {
  const { ifname, mtu, flags, addr_info: info } = entry
  if (typeof ifname !== 'string') return expected('ifname', 'the name of an interface', entry)
  if (mtu !== undefined && typeof mtu !== 'number') return expected('mtu', 'a number of bytes', entry)
  if (flags !== undefined && !isTexts(flags)) return expected('flags', 'a list of words', entry)
  if (info === undefined) return interfaceOf(ifname, mtu, flags)
  const entries = entriesFrom(info)
  if ('wrong' in entries) return expected('addr_info', 'a list of addresses', entry)
  const addresses: HostAddress[] = []
  for (const one of entries.list) {
    const read = addressFrom(one.entry)
    if (read === undefined) continue
    if ('wrong' in read) return { ...read, path: ['addr_info', ...one.path, ...read.path] }
    addresses.push(read)
  }
  return { ...interfaceOf(ifname, mtu, flags), addresses }
}

function interfaceOf(name: string, mtu: number | undefined, flags: readonly string[] | undefined): HostInterface {
  return {
    name,
    ...(mtu === undefined ? {} : { mtu }),
    ...(flags === undefined ? {} : { flags: new Set(flags) }),
  }
}

/** Addresses of other families than IP are passed over. */
function addressFrom(entry: Fields): HostAddress | Malformed | undefined {
  const { family, local, prefixlen, address: peer, secondary } = entry
  if (family !== 'inet' && family !== 'inet6') return undefined
  const own = typeof local === 'string' ? parseAddress(local) : undefined
  if (own === undefined) return expected('local', 'an IP address', entry)
  const isLength =
    Number.isInteger(prefixlen) && Number(prefixlen) >= 0 && Number(prefixlen) <= longestPrefix(own.family)
  if (!isLength) return expected('prefixlen', 'the length of a prefix', entry)
  const prefix = Number(prefixlen)
  const other = typeof peer === 'string' ? parseAddress(peer) : undefined
  const { text } = other?.family === own.family ? other : own
  const network: Network = { text, family: own.family, prefix }
  return { text: own.text, family: own.family, prefix, network, isSecondary: secondary === true }
}

/** Routes as `ip -json route` prints them, also those of all tables. Those of the table of own addresses are left out. */
export function routesFrom(value: unknown, family?: AddressFamily): HostFacts | Malformed {
  const entries = entriesFrom(value)
  if ('wrong' in entries) return entries
  const routes: HostRoute[] = []
  for (const { entry, path } of entries.list) {
    if (entry.table === 'local' || OWN_TYPES.has(String(entry.type))) continue
    const read = routeFrom(entry, family)
    if ('wrong' in read) return { ...read, path: [...path, ...read.path] }
    routes.push(read)
  }
  return { routes }
}

const OWN_TYPES = new Set(['local', 'broadcast', 'multicast', 'anycast'])
const BLOCKING_TYPES = new Set(['unreachable', 'blackhole', 'prohibit', 'throw'])

function routeFrom(entry: Fields, given: AddressFamily | undefined): HostRoute | Malformed {
  const { dst, dev, gateway, via, nexthops, type } = entry
  if (typeof dst !== 'string') return expected('dst', '`default` or a network', entry)
  const to = dst === 'default' ? undefined : networkFrom(dst)
  if (dst !== 'default' && to === undefined) return expected('dst', '`default` or a network', entry)
  const hops = Array.isArray(nexthops) ? nexthops.filter(isFields) : []
  const gateways = [gateway, ...hops.map((hop) => hop.gateway)].filter((one) => typeof one === 'string')
  const family = to?.family ?? given ?? gateways.flatMap((one) => parseAddress(one)?.family ?? [])[0]
  const devices = [dev, ...hops.map((hop) => hop.dev)].filter((one) => typeof one === 'string')
  return {
    ...(to === undefined ? {} : { to }),
    ...(family === undefined ? {} : { family }),
    devices: [...new Set(devices)],
    isDirect: gateways.length === 0 && via === undefined,
    isBlocked: BLOCKING_TYPES.has(String(type)),
  }
}

function networkFrom(text: string): Network | undefined {
  const address = parseAddress(text)
  if (address === undefined) return undefined
  const longest = longestPrefix(address.family)
  const { prefix = longest } = address
  return prefix >= 0 && prefix <= longest ? { ...address, prefix } : undefined
}

/** What the command of `kalint facts` found at paths. */
export function filesFrom(value: unknown): HostFacts | Malformed {
  const entries = entriesFrom(value)
  if ('wrong' in entries) return entries
  const files = new Map<string, HostFile>()
  for (const { entry, path } of entries.list) {
    const { path: name, type, mode, uid, gid } = entry
    if (typeof name !== 'string') return { ...expected('path', 'the path of a file', entry), path: [...path, 'path'] }
    if (type === 'missing') {
      files.set(name, { kind: 'missing' })
      continue
    }
    const bits = typeof mode === 'string' && /^[0-7]{1,5}$/.test(mode) ? Number.parseInt(mode, 8) : undefined
    if (bits === undefined) return { ...expected('mode', 'octal digits in quotes', entry), path: [...path, 'mode'] }
    if (typeof uid !== 'number') return { ...expected('uid', 'a number', entry), path: [...path, 'uid'] }
    if (typeof gid !== 'number') return { ...expected('gid', 'a number', entry), path: [...path, 'gid'] }
    const kind = type === 'directory' ? type : /^regular/.test(String(type)) ? 'file' : 'other'
    files.set(name, { kind, mode: bits, owner: uid, group: gid })
  }
  return { fileAt: (path) => files.get(path) }
}

interface Entry {
  readonly entry: Fields
  readonly path: readonly string[]
}

/** The objects of a list. Some releases of `ip` print empty ones for what they leave out. */
function entriesFrom(value: unknown): { readonly list: readonly Entry[] } | Malformed {
  if (!Array.isArray(value)) return { wrong: `is ${nameOf(value)}; expected a list`, path: [] }
  const list: Entry[] = []
  for (const [index, entry] of value.entries()) {
    const path = [String(index)]
    if (!isFields(entry))
      return { wrong: `this is ${nameOf(entry)}; expected an object as \`ip -json\` prints it.`, path }
    if (Object.keys(entry).length > 0) list.push({ entry, path })
  }
  return { list }
}

function expected(key: string, what: string, entry: Fields): Malformed {
  if (!(key in entry))
    return { wrong: `\`${key}\` is missing here; expected ${what}, as \`ip -json\` prints it.`, path: [] }
  return { wrong: `\`${key}\` is ${nameOf(entry[key])}; expected ${what}.`, path: [key] }
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return `\`${value.slice(0, 40)}\``
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${String(value)}`
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}
