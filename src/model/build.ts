/** From bound lines to the configuration of a node. */
import type { AddressFamily } from '../../grammar/values.ts'
import type { Bound, BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import { remembered, rememberedForAll } from '../text/remembered.ts'
import { addressAt, addressLines } from './addresses.ts'
import type { Config, Globals, Instance, SyncGroup, Tracked, VirtualServer } from './config.ts'
import { type Inherited, instanceOf, MULTICAST_GROUPS } from './instance.ts'
import type { VrrpVersion } from './reading.ts'
import {
  entriesOf,
  lastLine,
  lastTaken,
  linesOf,
  nameOf,
  numberOf,
  type Sited,
  sited,
  slotOf,
  switchOf,
  textOf,
} from './sited.ts'

/** Builds the configuration. Never throws: what the daemon drops is absent. */
export function buildConfig(bound: Bound): Config {
  const { statements } = bound
  const inherited = inheritedFrom(linesOf(statements, 'global_defs'))
  return {
    globals: inherited.globals,
    instances: uniqueByName(statements, 'vrrp_instance').map(instancesWith(inherited)),
    syncGroups: uniqueByName(statements, 'vrrp_sync_group').map(syncGroupOf),
    scripts: named(statements, 'vrrp_script'),
    trackFiles: named(statements, 'track_file', 'vrrp_track_file'),
    trackProcesses: named(statements, 'vrrp_track_process'),
    bfdInstances: uniqueByName(statements, 'bfd_instance'),
    staticAddresses: addressLines(entriesOf(statements, 'static_ipaddress')),
    virtualServers: linesOf(statements, 'virtual_server').map(virtualServerOf),
  }
}

const inheritedFrom = rememberedForAll((blocks: readonly BoundStatement[]): Inherited => {
  const lines = blocks.flatMap((block) => block.block)
  const version = lastTaken<VrrpVersion>(lines, 'vrrp_version', versionAt, 2)
  return { globals: globalsOf(lines), version }
})

const instancesWith = remembered((inherited: Inherited) => {
  const instanceIn = remembered((block: BoundStatement) => instanceOf(block, inherited))
  return ({ block }: Tracked): Instance => instanceIn(block)
})

function versionAt(line: BoundStatement): Sited<VrrpVersion> | undefined {
  const number = numberOf(line)
  return number === undefined ? undefined : { ...number, value: number.value === 3 ? 3 : 2 }
}

function globalsOf(lines: readonly BoundStatement[]): Globals {
  const routerId = textOf(lastLine(lines, 'router_id'), 'text')
  const defaultInterface = textOf(lastLine(lines, 'default_interface'), 'interface')
  const multicastGroup4 = multicastGroup(lines, 'vrrp_mcast_group4', 4)
  const multicastGroup6 = multicastGroup(lines, 'vrrp_mcast_group6', 6)
  return {
    ...(routerId === undefined ? {} : { routerId }),
    strict: switchOf(lines, 'vrrp_strict')?.value ?? false,
    checksUnicastSource: lastLine(lines, 'vrrp_check_unicast_src') !== undefined,
    ...(multicastGroup4 === undefined ? {} : { multicastGroup4 }),
    ...(multicastGroup6 === undefined ? {} : { multicastGroup6 }),
    ...(defaultInterface === undefined ? {} : { defaultInterface }),
    dynamicInterfaces: lastLine(lines, 'dynamic_interfaces') !== undefined,
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

/** Blocks with exactly one name, in the order of the file. */
function named(statements: readonly BoundStatement[], ...keywords: string[]): Tracked[] {
  return statements.flatMap((block) => (keywords.includes(block.keyword) ? (namedBlock(block) ?? []) : []))
}

const namedBlock = remembered((block: BoundStatement): Tracked | undefined => {
  const name = nameOf(block)
  return name === undefined || block.statement.args.length !== 1 ? undefined : { name, block }
})

/** keepalived skips a block whose name is taken (vrrp_parser.c:441). */
function uniqueByName(statements: readonly BoundStatement[], keyword: string): Tracked[] {
  const seen = new Set<string>()
  return named(statements, keyword).filter(({ name }) => {
    const isNew = !seen.has(name.value) || isUnknown(name.value)
    seen.add(name.value)
    return isNew
  })
}

/** A second list of members is skipped (vrrp_parser.c:124). */
function syncGroupOf({ name, block }: Tracked): SyncGroup {
  const members = (linesOf(block.block, 'group')[0]?.block ?? []).flatMap((line): Sited<string>[] =>
    line.match.slots.map((slot) => sited(slot.word.text, slot.word)),
  )
  return { name, members }
}

function virtualServerOf(block: BoundStatement): VirtualServer {
  const words = block.statement.args
  const key = words.map((word) => word.text).join(' ')
  return {
    key: sited(key, words[0] ?? block.statement.keyword),
    realServers: linesOf(block.block, 'real_server').flatMap((line) => {
      const slot = slotOf(line, 'address')
      return slot === undefined ? [] : [sited(line.statement.args.map((word) => word.text).join(' '), slot.word)]
    }),
  }
}
