/** Hints in an instance: the values that it has without a line, and those that differ from their line. */
import type { Cluster, Member } from '../../cluster/cluster.ts'
import type { Instance } from '../../model/config.ts'
import { lastLine, originOfWord } from '../../model/sited.ts'
import type { Place } from '../../text/source-file.ts'
import {
  changedInterval,
  changedPriority,
  changedState,
  impliedPriority,
  reasonToPreempt,
} from '../instance-in-force.ts'
import { otherMembers } from '../virtual-router.ts'
import type { NodeHint } from './hint.ts'

/** What is in force in an instance and cannot be read off its lines. What is usual is not worth a hint. */
export function instanceHints({ node, instance }: Member, cluster: Cluster): NodeHint[] {
  return [
    ...withoutPriority(instance),
    ...impliedVersion(instance),
    ...impliedInterval(instance, cluster),
    ...changedLines(instance),
    ...droppedNopreempt(instance),
  ].map((hint) => ({ ...hint, node }))
}

type InstanceHint = Omit<NodeHint, 'node'>

function withoutPriority(instance: Instance): InstanceHint[] {
  const implied = impliedPriority(instance)
  if (implied === undefined) return []
  const state = lastLine(instance.block.block, 'state')
  const at = state === undefined ? openingOf(instance) : lineEnd(state.statement)
  return [{ at, label: `priority ${implied.value}`, tooltip: implied.why }]
}

/** Version 2 is what everybody expects. */
function impliedVersion(instance: Instance): InstanceHint[] {
  const { version, block, family } = instance
  const isWritten = ['version', 'native_ipv6'].some((keyword) => lastLine(block.block, keyword) !== undefined)
  if (version.unknown === true || version.value === 2 || isWritten) return []
  const cause = family === 6 ? 'IPv6 addresses imply version 3.' : '`vrrp_version` of `global_defs` says so.'
  return [{ at: openingOf(instance), label: 'version 3', tooltip: `No \`version\` is written here. ${cause}` }]
}

/** The default is worth a hint where another member of the virtual router has the line. */
function impliedInterval(instance: Instance, cluster: Cluster): InstanceHint[] {
  const { advertInterval } = instance
  if (advertInterval.implied !== true || lastLine(instance.block.block, 'advert_int') !== undefined) return []
  const others = otherMembers(cluster, instance)
  if (others.every((other) => other.instance.advertInterval.implied === true)) return []
  const tooltip =
    'No `advert_int` is written. The default is 1 second; other nodes of this virtual router write theirs.'
  return [{ at: openingOf(instance), label: `advert_int ${advertInterval.value}`, tooltip }]
}

/** The lines that count, and what holds instead of what they say. */
function changedLines(instance: Instance): InstanceHint[] {
  return Object.entries(CHANGES).flatMap(([keyword, changeIn]) => {
    const line = lastLine(instance.block.block, keyword)
    const change = line === undefined ? undefined : changeIn(instance, line)
    if (line === undefined || change === undefined) return []
    return [{ at: lineEnd(line.statement), label: `${change.value} in force`, tooltip: change.why }]
  })
}

const CHANGES = { priority: changedPriority, state: changedState, advert_int: changedInterval }

function droppedNopreempt(instance: Instance): InstanceHint[] {
  const line = instance.block.block.findLast(({ keyword }) => keyword === 'nopreempt' || keyword === 'preempt')
  const reason = reasonToPreempt(instance)
  if (line?.keyword !== 'nopreempt' || reason === undefined) return []
  return [{ at: lineEnd(line.statement), label: 'no effect', tooltip: reason }]
}

type Statement = Instance['block']['statement']

/** The end of the line that opens an instance. */
function openingOf({ block }: Instance): Place {
  const { statement } = block
  const { open } = statement.block ?? {}
  return open === undefined ? lineEnd(statement) : originOfWord({ ...open, text: '{', quoted: false })
}

function lineEnd({ keyword, args }: Statement): Place {
  return originOfWord(args.at(-1) ?? keyword)
}
