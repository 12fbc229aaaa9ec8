/** From bound lines to the configuration of a node. */
import type { Bound, BoundStatement } from '../bind/bind.ts'
import type { Config, Globals, SyncGroup, Tracked, VirtualServer } from './config.ts'
import { addressLines, instanceOf } from './instance.ts'
import { entriesOf, lastLine, linesOf, numberOf, type Sited, sited, slotOf, switchOf, textOf } from './sited.ts'

const MULTICAST_GROUP_4 = '224.0.0.18'
const MULTICAST_GROUP_6 = 'ff02::12'

/** Builds the configuration. Never throws: what the daemon drops is absent. */
export function buildConfig(bound: Bound): Config {
  const { statements } = bound
  const globalLines = entriesOf(statements, 'global_defs')
  const globals = globalsOf(globalLines)
  const writtenVersion = numberOf(lastLine(globalLines, 'vrrp_version'))?.value
  const version = writtenVersion === 3 ? 3 : writtenVersion === 2 ? 2 : undefined
  return {
    globals,
    instances: uniqueByName(statements, 'vrrp_instance').map(({ name, block }) =>
      instanceOf(block, name, { globals, version }),
    ),
    syncGroups: uniqueByName(statements, 'vrrp_sync_group').map(syncGroupOf),
    scripts: named(statements, 'vrrp_script'),
    trackFiles: [...named(statements, 'track_file'), ...named(statements, 'vrrp_track_file')],
    trackProcesses: named(statements, 'vrrp_track_process'),
    bfdInstances: uniqueByName(statements, 'bfd_instance'),
    staticAddresses: addressLines(entriesOf(statements, 'static_ipaddress')),
    virtualServers: linesOf(statements, 'virtual_server').map(virtualServerOf),
  }
}

function globalsOf(lines: readonly BoundStatement[]): Globals {
  const routerId = textOf(lastLine(lines, 'router_id'), 'text')
  const defaultInterface = textOf(lastLine(lines, 'default_interface'), 'interface')
  return {
    ...(routerId === undefined ? {} : { routerId }),
    strict: switchOf(lines, 'vrrp_strict')?.value ?? false,
    checksUnicastSource: lastLine(lines, 'vrrp_check_unicast_src') !== undefined,
    multicastGroup4: textOf(lastLine(lines, 'vrrp_mcast_group4'), 'address')?.value ?? MULTICAST_GROUP_4,
    multicastGroup6: textOf(lastLine(lines, 'vrrp_mcast_group6'), 'address')?.value ?? MULTICAST_GROUP_6,
    ...(defaultInterface === undefined ? {} : { defaultInterface }),
    dynamicInterfaces: lastLine(lines, 'dynamic_interfaces') !== undefined,
  }
}

/** Blocks with exactly one name. */
function named(statements: readonly BoundStatement[], keyword: string): Tracked[] {
  return linesOf(statements, keyword).flatMap((block) => {
    const [slot] = block.match.slots
    if (slot === undefined || slot.faulty || block.statement.args.length !== 1) return []
    return [{ name: sited(slot.word.text, slot.word), block }]
  })
}

/** keepalived skips a block whose name is taken (spec 1.8). */
function uniqueByName(statements: readonly BoundStatement[], keyword: string): Tracked[] {
  const seen = new Set<string>()
  return named(statements, keyword).filter(({ name }) => {
    const isNew = !seen.has(name.value)
    seen.add(name.value)
    return isNew
  })
}

function syncGroupOf({ name, block }: Tracked): SyncGroup {
  const members = entriesOf(block.block, 'group').flatMap((line): Sited<string>[] =>
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
