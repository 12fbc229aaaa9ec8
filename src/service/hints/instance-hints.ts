/** Hints in an instance: the values that it has without a line, and those that differ from their line. */
import type { Cluster, Member } from '../../cluster/cluster.ts'
import type { Instance } from '../../model/config.ts'
import { lastLine, numberOf, originOfWord } from '../../model/sited.ts'
import type { Place } from '../../text/source-file.ts'
import { otherMembers } from '../virtual-router.ts'
import type { NodeHint } from './hint.ts'

/** What is in force in an instance and cannot be read off its lines. What is usual is not worth a hint. */
export function instanceHints({ node, instance }: Member, cluster: Cluster): NodeHint[] {
  return [
    ...impliedPriority(instance),
    ...impliedVersion(instance),
    ...impliedInterval(instance, cluster),
    ...changedPriority(instance),
    ...changedState(instance),
    ...changedInterval(instance),
    ...droppedNopreempt(instance),
  ].map((hint) => ({ ...hint, node }))
}

type InstanceHint = Omit<NodeHint, 'node'>

function impliedPriority(instance: Instance): InstanceHint[] {
  const { priority, block } = instance
  if (priority.unknown === true || lastLine(block.block, 'priority') !== undefined) return []
  const state = lastLine(block.block, 'state')
  const at = state === undefined ? openingOf(instance) : lineEnd(state.statement)
  const cause = priority.value === 255 ? '`state MASTER` without a `priority` implies 255.' : 'The default is 100.'
  return [{ at, label: `priority ${priority.value}`, tooltip: `No \`priority\` is written. ${cause}` }]
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

function changedPriority({ priority, block }: Instance): InstanceHint[] {
  const line = lastLine(block.block, 'priority')
  if (line === undefined || priority.unknown === true || numberOf(line)?.value === priority.value) return []
  const tooltip = 'A priority that is no number from 1 to 255 becomes 100.'
  return [{ at: lineEnd(line.statement), label: `${priority.value} in force`, tooltip }]
}

function changedState({ state, block, strict }: Instance): InstanceHint[] {
  const line = lastLine(block.block, 'state')
  const written = line?.match.slots[0]?.word.text
  if (line === undefined || state.unknown === true || written === undefined || written === state.value) return []
  const tooltip = strict
    ? 'In strict mode the state follows from the priority.'
    : 'keepalived starts the instance in another state than this line says.'
  return [{ at: lineEnd(line.statement), label: `${state.value} in force`, tooltip }]
}

function changedInterval({ advertInterval, version, block }: Instance): InstanceHint[] {
  const line = lastLine(block.block, 'advert_int')
  const written = numberOf(line)?.value
  if (line === undefined || written === undefined || written === advertInterval.value) return []
  const unit = version.value === 2 ? 'whole seconds, 255 at most' : 'hundredths of a second, 40.95 seconds at most'
  const tooltip = `Version ${version.value} sends ${unit}.`
  return [{ at: lineEnd(line.statement), label: `${advertInterval.value} s in force`, tooltip }]
}

function droppedNopreempt({ block, preempts, state }: Instance): InstanceHint[] {
  const line = block.block.findLast(({ keyword }) => keyword === 'nopreempt' || keyword === 'preempt')
  if (line?.keyword !== 'nopreempt' || !preempts) return []
  const cause = state.value === 'MASTER' ? '`state MASTER`' : 'priority 255'
  return [{ at: lineEnd(line.statement), label: 'no effect', tooltip: `${cause} rules out \`nopreempt\`.` }]
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
