/** What the daemon makes of a virtual server once it has read everything (validate_check_config() in check_data.c:1074). */
import { groupNamed, type ServerGroup } from './server-groups.ts'
import type { Sited } from './sited.ts'
import type { Forwarding, RealServer, Server, WrittenServer } from './virtual-server.ts'

/** A virtual server and what the daemon altered. */
export interface VirtualServer extends WrittenServer {
  readonly alterations: readonly ServerAlteration[]
}

/** One thing that the daemon replaces, clears or drops. */
export type ServerAlteration =
  /** The group of that name is there, but of another family: the server is left out, and only the log tells. */
  | { readonly kind: 'family-of-group'; readonly group: ServerGroup }
  | { readonly kind: 'default'; readonly settings: readonly DefaultSetting[] }
  | { readonly kind: 'cleared'; readonly what: 'ha_suspend' | 'ops' | 'protocol' }
  /** Only a virtual server that is persistent serves all ports. */
  | { readonly kind: 'persistent'; readonly port: Sited<number> }
  | { readonly kind: 'duplicate'; readonly server: RealServer; readonly of: RealServer }
  | { readonly kind: 'sorry-inhibit'; readonly server: RealServer; readonly inhibits: boolean }
  | { readonly kind: 'quorum'; readonly total: number }
  | { readonly kind: 'hysteresis'; readonly quorum: number }
  | PortAlteration

/** What nobody wrote, or not so that the daemon takes it, and what holds then. */
export interface DefaultSetting {
  readonly keyword: 'protocol' | 'lb_algo' | 'lb_kind'
  readonly value: string
}

/** The port of a server that does not rewrite packets. */
export interface PortAlteration {
  readonly kind: 'port'
  readonly server: Server
  readonly forwarding: Forwarding
  /** Absent where marks, and not ports, decide. */
  readonly expected?: Sited<number>
  /** With a group the daemon reports it and leaves it. */
  readonly isKept: boolean
}

/** Completes a server, with the groups of its node. */
export function completed(server: WrittenServer, groups: readonly ServerGroup[]): VirtualServer {
  return { ...server, alterations: server.isUnclear ? [] : alterationsOf(server, groups) }
}

function alterationsOf(server: WrittenServer, groups: readonly ServerGroup[]): readonly ServerAlteration[] {
  if (server.realServers.length === 0) return []
  const { service } = server
  if (service.kind !== 'group') {
    const ports = service.kind === 'mark' ? [] : [service.port]
    return completion(server, { ports, isMarked: service.kind === 'mark', isGroup: false })
  }
  const group = groupNamed(groups, service.name.value)
  if (group === undefined || groups.some((one) => one.unknown === true)) return []
  if (isOfOtherFamily(server, group)) return [{ kind: 'family-of-group', group }]
  return completion(server, { ports: group.ports, isMarked: group.marks.length > 0, isGroup: true })
}

/** Looked at before everything else (ipwrapper.c:1231). */
function isOfOtherFamily({ family }: WrittenServer, { families }: ServerGroup): boolean {
  return family !== undefined && [...families].some((one) => one !== family)
}

/** What a virtual server serves, alone or as a group. */
interface Served {
  readonly ports: readonly Sited<number>[]
  readonly isMarked: boolean
  readonly isGroup: boolean
}

function completion(server: WrittenServer, served: Served): ServerAlteration[] {
  const settings = defaultSettings(server, served)
  return [
    ...(settings.length === 0 ? [] : [{ kind: 'default', settings } as const]),
    ...serviceAlterations(server, served),
    ...serverAlterations(server),
    ...quorumAlterations(server),
    ...portAlterations(server, served),
  ]
}

function defaultSettings(server: WrittenServer, { ports }: Served): DefaultSetting[] {
  const settings: DefaultSetting[] = []
  if (ports.length > 0 && server.protocol === undefined) settings.push({ keyword: 'protocol', value: 'UDP' })
  if (server.scheduler === undefined) settings.push({ keyword: 'lb_algo', value: 'wlc' })
  if (lacksForwarding(server)) settings.push({ keyword: 'lb_kind', value: 'NAT' })
  return settings
}

function serviceAlterations(server: WrittenServer, { ports, isMarked }: Served): ServerAlteration[] {
  const found: ServerAlteration[] = []
  const { protocol, ops, haSuspend, persists } = server
  if (haSuspend !== undefined && isMarked) found.push({ kind: 'cleared', what: 'ha_suspend' })
  const isUdp = protocol === undefined || protocol.value.toUpperCase() === 'UDP'
  if (ops !== undefined && !isUdp && ports.length > 0) found.push({ kind: 'cleared', what: 'ops' })
  const port = ports.find(({ value }) => value === 0)
  if (!persists && port !== undefined) found.push({ kind: 'persistent', port })
  if (protocol !== undefined && ports.length === 0 && isMarked) found.push({ kind: 'cleared', what: 'protocol' })
  return found
}

function serverAlterations({ realServers, sorryServer, inhibits }: WrittenServer): ServerAlteration[] {
  return keptServers(realServers).flatMap(({ server, duplicates }): ServerAlteration[] => {
    if (duplicates !== undefined) return [{ kind: 'duplicate', server, of: duplicates }]
    const own = server.inhibits ?? inhibits
    const differs = sorryServer !== undefined && isSame(sorryServer, server) && sorryServer.inhibits !== own
    return differs ? [{ kind: 'sorry-inhibit', server, inhibits: own }] : []
  })
}

/** Servers with the earlier one of the same address and port, if any. */
function keptServers(servers: readonly RealServer[]): { server: RealServer; duplicates: RealServer | undefined }[] {
  const firstOf = new Map<string, RealServer>()
  return servers.map((server) => {
    const key = `${server.address.value.text} ${server.port.value}`
    const duplicates = firstOf.get(key)
    if (duplicates === undefined && !Number.isNaN(server.port.value)) firstOf.set(key, server)
    return { server, duplicates }
  })
}

function isSame(one: Server, other: Server): boolean {
  return one.address.value.text === other.address.value.text && one.port.value === other.port.value
}

/** Some server has no method to go by (check_data.c:1187 and 1248). */
function lacksForwarding({ forwarding, realServers, sorryServer }: WrittenServer): boolean {
  const servers: readonly Server[] = sorryServer === undefined ? realServers : [...realServers, sorryServer]
  return forwarding === undefined && servers.some((one) => one.forwarding === undefined)
}

function quorumAlterations({ realServers, weight, quorum, hysteresis }: WrittenServer): ServerAlteration[] {
  const kept = keptServers(realServers).filter(({ duplicates }) => duplicates === undefined)
  const total = kept.reduce((sum, { server }) => sum + ((server.weight ?? weight)?.value ?? 1), 0)
  const wanted = quorum?.value ?? 1
  const used = Math.min(wanted, total)
  return [
    ...(wanted > total ? [{ kind: 'quorum', total } as const] : []),
    ...(hysteresis !== undefined && hysteresis.value >= used ? [{ kind: 'hysteresis', quorum: used } as const] : []),
  ]
}

/** Only `NAT` can send a packet to another port than it came for. */
function portAlterations(server: WrittenServer, { ports, isMarked, isGroup }: Served): ServerAlteration[] {
  const kept = keptServers(server.realServers).flatMap((one) => (one.duplicates === undefined ? [one.server] : []))
  const servers: readonly Server[] = server.sorryServer === undefined ? kept : [...kept, server.sorryServer]
  return servers.flatMap((one): PortAlteration[] => {
    const forwarding = (one.forwarding ?? server.forwarding)?.value ?? 'NAT'
    if (forwarding === 'NAT' || one.port.value === 0 || Number.isNaN(one.port.value)) return []
    const alteration = { kind: 'port', server: one, forwarding, isKept: isGroup } as const
    if (isMarked) return [alteration]
    const expected = ports.find(({ value }) => value !== one.port.value)
    return expected === undefined ? [] : [{ ...alteration, expected }]
  })
}
