/** From bound lines to the configuration of a node. */
import type { AddressFamily } from '../../grammar/values.ts'
import type { Bound, BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import { rememberedForAll, rememberedInEach, rememberedWith, stretchesOf } from '../text/remembered.ts'
import { addressAt, addressLines } from './addresses.ts'
import { bfdSessionsOf } from './bfd.ts'
import type { Config, Globals, Instance, Tracked } from './config.ts'
import { type Inherited, instanceOf, MULTICAST_GROUPS } from './instance.ts'
import type { VrrpVersion } from './reading.ts'
import { completed } from './server-completion.ts'
import { serverGroupOf } from './server-groups.ts'
import {
  entriesOf,
  hasOption,
  lastLine,
  lastTaken,
  linesOf,
  nameOf,
  numberOf,
  type Sited,
  slotOf,
  switchOf,
  textOf,
} from './sited.ts'
import { syncGroupsOf, type TrackingBlock } from './sync-groups.ts'
import { type Definitions, definitionsIn, isTrackable, trackingIn } from './trackers.ts'
import { writtenServerOf } from './virtual-server.ts'

/** Builds the configuration. Never throws: what the daemon drops is absent. */
export function buildConfig(bound: Bound): Config {
  const { statements } = bound
  const { globals, inherited } = globalsFrom(linesOf(statements, 'global_defs'))
  const definitions = definitionsIn(trackables(statements))
  const instances: Instance[] = []
  const groups: TrackingBlock[] = []
  let above = 0
  for (const stretch of stretchesOf(statements)) {
    const built = builtFrom(stretch, inherited, definitions, above)
    for (const one of built.instances) instances.push(one)
    for (const one of built.groups) groups.push(one)
    above += built.definitions
  }
  const kept = uniqueByName(instances)
  const bfdInstances = uniqueByName(bfdBlocks(statements))
  const serverGroups = serverGroupBlocks(statements).map(serverGroupOf)
  return {
    globals,
    instances: kept,
    syncGroups: syncGroupsOf(uniqueByName(groups), kept),
    scripts: scriptBlocks(statements),
    trackFiles: fileBlocks(statements),
    trackProcesses: processBlocks(statements),
    bfdInstances,
    bfdSessions: bfdSessionsOf(bfdInstances),
    staticAddresses: addressLines(entriesOf(statements, 'static_ipaddress')),
    serverGroups,
    virtualServers: linesOf(statements, 'virtual_server').flatMap((block) => {
      const server = writtenServerOf(block)
      return server === undefined ? [] : [completed(server, serverGroups)]
    }),
  }
}

const globalsFrom = rememberedForAll((blocks: readonly BoundStatement[]) => {
  const lines = blocks.flatMap((block) => block.block)
  const globals = globalsOf(lines)
  const version = lastTaken<VrrpVersion>(lines, 'vrrp_version', versionAt, 2)
  return { globals, inherited: inheritedOf(globals, version) }
})

/** One object for all that say the same and no more than switches: what else is written has a place, by which one differs from another. */
function inheritedOf(globals: Globals, version: Sited<VrrpVersion> | undefined): Inherited {
  const { strict, checksUnicastSource, plainChecksum, multicastGroup4, multicastGroup6, downTimerAdverts } = globals
  const switches = { strict, checksUnicastSource, plainChecksum }
  const sited = {
    ...(version === undefined ? {} : { version }),
    ...(multicastGroup4 === undefined ? {} : { multicastGroup4 }),
    ...(multicastGroup6 === undefined ? {} : { multicastGroup6 }),
    ...(downTimerAdverts === undefined ? {} : { downTimerAdverts }),
  }
  if (Object.keys(sited).length > 0) return { ...switches, ...sited }
  const key = Object.values(switches).join()
  const known = switchesOnly.get(key) ?? switches
  switchesOnly.set(key, known)
  return known
}

const switchesOnly = new Map<string, Inherited>()

/** What some lines that stand in no block make. */
interface Built {
  readonly instances: readonly Instance[]
  readonly groups: readonly TrackingBlock[]
  /** How many of the lines define something that can be tracked. */
  readonly definitions: number
}

/** The instances and sync groups of some lines, `above` which stand so many definitions of what can be tracked. */
const builtFrom = rememberedWith(
  (lines: readonly BoundStatement[], inherited: Inherited, definitions: Definitions, above: number): Built => {
    const instances: Instance[] = []
    const groups: TrackingBlock[] = []
    let count = 0
    for (const line of lines) {
      if (isTrackable(line)) count++
      const named = namedAs(line, 'vrrp_instance') ?? namedAs(line, 'vrrp_sync_group')
      if (named === undefined) continue
      const tracking = trackingIn(line, definitions, above + count)
      if (line.keyword === 'vrrp_instance') instances.push(instanceIn(line, inherited, tracking))
      else groups.push({ ...named, tracking })
    }
    return { instances, groups, definitions: count }
  },
)

const instanceIn = rememberedWith(instanceOf)

function versionAt(line: BoundStatement): Sited<VrrpVersion> | undefined {
  const number = numberOf(line)
  return number === undefined ? undefined : { ...number, value: number.value === 3 ? 3 : 2 }
}

function globalsOf(lines: readonly BoundStatement[]): Globals {
  const routerId = textOf(lastLine(lines, 'router_id'), 'text')
  const dynamic = lastLine(lines, 'dynamic_interfaces')
  const defaultInterface = textOf(lastLine(lines, 'default_interface'), 'interface')
  const downTimerAdverts = lastTaken(lines, 'vrrp_down_timer_adverts', (line) => numberOf(line), 3)
  const multicastGroup4 = multicastGroup(lines, 'vrrp_mcast_group4', 4)
  const multicastGroup6 = multicastGroup(lines, 'vrrp_mcast_group6', 6)
  return {
    ...(routerId === undefined ? {} : { routerId }),
    strict: switchOf(lines, 'vrrp_strict')?.value ?? false,
    checksUnicastSource: lastLine(lines, 'vrrp_check_unicast_src') !== undefined,
    ...(multicastGroup4 === undefined ? {} : { multicastGroup4 }),
    ...(multicastGroup6 === undefined ? {} : { multicastGroup6 }),
    ...(defaultInterface === undefined ? {} : { defaultInterface }),
    ...(downTimerAdverts === undefined ? {} : { downTimerAdverts }),
    dynamicInterfaces: dynamic !== undefined,
    interfacesMayChange: dynamic !== undefined && hasOption(dynamic, 'allow_if_changes'),
    plainChecksum: lastLine(lines, 'v3_checksum_as_v2') !== undefined,
  }
}

/** A wrong group is ignored (global_parser.c:836). */
function multicastGroup(
  lines: readonly BoundStatement[],
  keyword: string,
  family: AddressFamily,
): Sited<string> | undefined {
  const groupAt = (line: BoundStatement): Sited<string> | undefined => {
    const group = slotOf(line, 'address') === undefined ? undefined : addressAt(line, family)
    return group === undefined ? undefined : { ...group, value: group.value.text }
  }
  return lastTaken(lines, keyword, groupAt, MULTICAST_GROUPS[family])
}

/** Blocks with a name that keepalived takes, in the order of the file. */
function namedWith(...keywords: string[]): (statements: readonly BoundStatement[]) => readonly Tracked[] {
  return rememberedInEach((block: BoundStatement): readonly Tracked[] => {
    const named = namedAs(block, ...keywords)
    return named === undefined ? [] : [named]
  })
}

function namedAs(block: BoundStatement, ...keywords: string[]): Tracked | undefined {
  const name = keywords.includes(block.keyword) ? nameOf(block) : undefined
  const isRefused = block.directive?.exact === true && block.statement.args.length !== 1
  return name === undefined || isRefused ? undefined : { name, block }
}

const bfdBlocks = namedWith('bfd_instance')
const serverGroupBlocks = namedWith('virtual_server_group')
const scriptBlocks = namedWith('vrrp_script')
const fileBlocks = namedWith('track_file', 'vrrp_track_file')
const processBlocks = namedWith('vrrp_track_process')

/** keepalived skips a block whose name is taken (vrrp_parser.c:441). */
function uniqueByName<T extends { readonly name: Sited<string> }>(blocks: readonly T[]): readonly T[] {
  const seen = new Set<string>()
  return blocks.filter(({ name }) => {
    const isNew = !seen.has(name.value) || isUnknown(name.value)
    seen.add(name.value)
    return isNew
  })
}

const trackables = rememberedInEach((line: BoundStatement) => (isTrackable(line) ? [line] : []))
