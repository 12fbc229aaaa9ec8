/** The configuration of one node as the daemon ends up with it: defaults and its own alterations applied. */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { ParsedAddress } from '../bind/values.ts'
import type { InstanceAlteration } from './alterations.ts'
import type { BfdSession } from './bfd.ts'
import type { Refusal, VrrpVersion } from './reading.ts'
import type { VirtualServer } from './server-completion.ts'
import type { ServerGroup } from './server-groups.ts'
import type { Sited } from './sited.ts'
import type { Tracking } from './trackers.ts'

export interface Config {
  readonly globals: Globals
  readonly instances: readonly Instance[]
  readonly syncGroups: readonly SyncGroup[]
  readonly scripts: readonly Tracked[]
  readonly trackFiles: readonly Tracked[]
  readonly trackProcesses: readonly Tracked[]
  readonly bfdInstances: readonly Tracked[]
  readonly bfdSessions: readonly BfdSession[]
  readonly staticAddresses: readonly AddressLine[]
  readonly serverGroups: readonly ServerGroup[]
  readonly virtualServers: readonly VirtualServer[]
}

export interface Globals {
  readonly routerId?: Sited<string>
  readonly strict: boolean
  readonly checksUnicastSource: boolean
  /** Where it is not the group that the protocol reserves. */
  readonly multicastGroup4?: Sited<string>
  readonly multicastGroup6?: Sited<string>
  readonly defaultInterface?: Sited<string>
  readonly dynamicInterfaces: boolean
  /** And an instance on one of them may get another one while it runs. */
  readonly interfacesMayChange: boolean
  /** The checksum of version 3 leaves out the pseudo-header. */
  readonly plainChecksum: boolean
  /** Adverts that may be missed before a master counts as lost, for instances that do not say it themselves. */
  readonly downTimerAdverts?: Sited<number>
}

export type VrrpState = 'MASTER' | 'BACKUP'
export type AuthType = 'none' | 'PASS' | 'AH'

/** A vrrp_instance. Times are in seconds. */
export interface Instance {
  readonly name: Sited<string>
  readonly block: BoundStatement
  readonly family: AddressFamily
  readonly version: Sited<VrrpVersion>
  /** Lines that contradict earlier ones, about family or version. */
  readonly refusals: readonly Refusal[]
  readonly interface?: Sited<string>
  readonly virtualRouterId?: Sited<number>
  readonly state: Sited<VrrpState>
  readonly priority: Sited<number>
  readonly advertInterval: Sited<number>
  readonly strict: boolean
  /** Takes over from a running master of lower priority: `nopreempt` is dropped with MASTER and with priority 255. */
  readonly preempts: boolean
  readonly authentication: Authentication
  readonly unicast: Unicast
  /** The checksum of IPv4 adverts of version 3 leaves out the pseudo-header, and that of others is not looked at. */
  readonly plainChecksum: boolean
  /** Where adverts go while the instance is not unicast. */
  readonly multicastGroup: Sited<string>
  /** Where multicast adverts come from, which `unicast_src_ip` sets as well. */
  readonly multicastSource?: Sited<ParsedAddress>
  readonly addresses: readonly AddressLine[]
  readonly excludedAddresses: readonly AddressLine[]
  readonly trackedInterfaces: readonly Sited<string>[]
  readonly tracking: Tracking
  /** What the daemon changes of what is written, or stops at. */
  readonly alterations: readonly InstanceAlteration[]
}

/** What is written, and what is in force after all that clears it (vrrp.c:3322 to 3360). */
export interface Authentication {
  readonly block?: BoundStatement
  readonly writtenType?: Sited<string>
  /** Secret. */
  readonly writtenPassword?: Sited<string>
  readonly type: AuthType
  /** Secret: the bytes that are compared, one character for each, at most eight; empty without authentication. */
  readonly password: string
  /** A word that decides is one that only the machine knows: type and password are stand-ins. */
  readonly unknown?: true
}

export interface Unicast {
  /** Where unicast adverts come from; as written, where there is no peer to send them to. */
  readonly source?: Sited<ParsedAddress>
  /** The peers that the daemon keeps. */
  readonly peers: readonly Peer[]
  /** All lines of `unicast_peer`, those that are no address of the family included. */
  readonly peerLines: readonly BoundStatement[]
  /** A unicast keyword stands in the instance, with or without peers. */
  readonly keyword?: BoundStatement
  /** Adverts really go to peers: there is at least one valid peer. */
  readonly active: boolean
  /** Adverts from senders that are no peers are dropped. */
  readonly checksSource: boolean
}

export interface Peer extends Sited<ParsedAddress> {
  readonly line: BoundStatement
}

/** A line of `virtual_ipaddress` and its like. */
export interface AddressLine extends Sited<ParsedAddress> {
  readonly line: BoundStatement
  readonly device?: Sited<string>
  readonly label?: Sited<string>
}

/** A vrrp_sync_group. */
export interface SyncGroup {
  readonly name: Sited<string>
  readonly block: BoundStatement
  /** As written. */
  readonly members: readonly Sited<string>[]
  /** Those of them that exist and belong to no earlier group. */
  readonly instances: readonly Instance[]
  readonly tracking: Tracking
  /** Members that belong to an earlier group, or stand here twice. */
  readonly taken: readonly Sited<string>[]
  /** The weights of what the members track count. */
  readonly keepsWeights: boolean
  /** A member that wants to be BACKUP where those before it own their addresses. */
  readonly misfit: Instance | undefined
}

/** A block that others name in order to track it. */
export interface Tracked {
  readonly name: Sited<string>
  readonly block: BoundStatement
}
