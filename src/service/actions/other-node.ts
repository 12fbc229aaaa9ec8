/** Makes the configuration of another node from that of one: roles and addresses change places, all else stays. */
import type { BoundStatement } from '../../bind/bind.ts'
import { parseAddress } from '../../bind/values.ts'
import type { Cluster, ClusterNode } from '../../cluster/cluster.ts'
import { stemOf } from '../../cluster/names.ts'
import { definitionHead } from '../../expand/definitions.ts'
import type { Instance, VrrpState } from '../../model/config.ts'
import { lastLine, linesOf, originOfWord } from '../../model/sited.ts'
import { applyEdits, type Edit } from '../../text/edits.ts'
import { directoryOf } from '../../text/files.ts'
import { groupBy } from '../../text/group-by.ts'
import { placeKey } from '../../text/places.ts'
import { spanInFile } from '../../text/sections.ts'
import { type Origin, textAt, wholeLines } from '../../text/source-file.ts'
import { definitionNamesOf, type NameUse } from '../names.ts'
import { nodesReading, type Snapshot } from '../snapshot.ts'
import { otherMembers } from '../virtual-router.ts'
import { siblingHosts, siblingPaths } from './node-names.ts'

/** A configuration that could be made. */
export interface OtherNode {
  /** Where it would lie. */
  readonly path: string
  /** The address that the node sends its adverts from, where they are unicast. */
  readonly address?: string
  text(): string
}

/**
 * The nodes that a file speaks of and that no file is there for. Without any virtual address or peer nothing would tell
 * that they belong together. `exists` tells which paths are taken.
 */
export function otherNodes(snapshot: Snapshot, path: string, exists: (path: string) => boolean): OtherNode[] {
  const [reader, ...more] = nodesReading(snapshot, path)
  if (reader === undefined || more.length > 0) return []
  const { node, cluster } = reader
  const { instances } = node.config
  const isRelated = instances.some(({ addresses, unicast }) => addresses.length > 0 || unicast.active)
  if (node.file.template !== undefined || node.file.path !== path || node.configId !== undefined || !isRelated)
    return []
  const hasRelativeIncludes = node.reading.inclusions.some(({ at }) => !textAt(at).startsWith('/'))
  const free = siblingPaths(path, hasRelativeIncludes ? 'same-directory' : 'anywhere').filter((one) => !exists(one))
  return missingNodes(node, cluster).flatMap(({ rank, address }, index): OtherNode[] => {
    const target = free[index]
    const changes = target === undefined ? undefined : changesFor({ node, cluster, rank }, target)
    const edits = changes === undefined ? undefined : editsFor(node, changes)
    if (target === undefined || edits === undefined) return []
    const own = edits.map(({ at, newText }) => ({ at: { file: node.file, ...spanInFile(node.file, at) }, newText }))
    const text = (): string => applyEdits(node.file.text, own)
    return [{ path: target, ...(address === undefined ? {} : { address }), text }]
  })
}

/** A node that is to be made: it is the peer of this rank in the lists of the one that is there. */
interface Wanted {
  readonly node: ClusterNode
  readonly cluster: Cluster
  readonly rank: number
}

/** The peers that no node of the cluster sends from; without unicast the second node, where there is none. */
function missingNodes(node: ClusterNode, { nodes }: Cluster): { readonly rank: number; readonly address?: string }[] {
  const unicast = node.config.instances.find((instance) => instance.unicast.active)
  if (unicast === undefined) return nodes.length === 1 ? [{ rank: 0 }] : []
  const others = nodes.filter((other) => other !== node).flatMap((other) => other.config.instances)
  const sources = new Set(others.flatMap(({ unicast: { source } }) => source?.value.text ?? []))
  return unicast.unicast.peers.flatMap(({ value }, rank) =>
    sources.has(value.text) ? [] : [{ rank, address: value.text }],
  )
}

/** A word that becomes another one. */
interface Change {
  readonly at: Origin
  readonly from: string
  readonly to: string
}

interface Changes {
  readonly words: readonly Change[]
  readonly edits: readonly Edit[]
}

/** `undefined` where the file does not tell what the other node would need. */
function changesFor(wanted: Wanted, path: string): Changes | undefined {
  const { node } = wanted
  const words: Change[] = []
  const edits: Edit[] = []
  const swapped = new Map<string, string>()
  for (const instance of node.config.instances) {
    const addresses = addressChanges(instance, wanted.rank)
    if (addresses === undefined) return undefined
    words.push(...addresses)
    for (const { from, to } of addresses) swapped.set(from, to)
    const role = roleChanges(instance, wanted)
    words.push(...role.words)
    edits.push(...role.edits, ...withoutOwnSource(instance))
  }
  for (const { block } of node.config.bfdInstances) words.push(...sessionChanges(block, swapped))
  return { words: [...words, ...nameChange(wanted, path)], edits }
}

/** The other node sends from the address of the peer, and to that of this node. */
function addressChanges({ unicast }: Instance, rank: number): Change[] | undefined {
  if (!unicast.active) return []
  const peer = unicast.peers[rank]
  const { source } = unicast
  if (peer === undefined || source === undefined) return undefined
  const [own, other] = [source.value.text, peer.value.text]
  return [
    { at: source.at, from: own, to: other },
    { at: peer.at, from: other, to: own },
  ]
}

/** Multicast adverts come from the address of the interface where no line says otherwise: that of this node is of no use. */
function withoutOwnSource({ unicast, multicastSource }: Instance): Edit[] {
  if (unicast.active || multicastSource === undefined || multicastSource.at.definition !== undefined) return []
  const line = wholeLines(multicastSource.at)
  if (/[{}]/.test(textAt(line))) return []
  return [{ at: { ...line, end: Math.min(line.end + 1, line.file.text.length) }, newText: '' }]
}

/** The ends of a BFD session change places. */
function sessionChanges(block: BoundStatement, swapped: ReadonlyMap<string, string>): Change[] {
  return block.block.flatMap((line) =>
    line.match.slots.flatMap(({ word, value }): Change[] => {
      const address = value.kind === 'address' ? parseAddress(word.text)?.text : undefined
      const to = address === undefined ? undefined : swapped.get(address)
      return address === undefined || to === undefined ? [] : [{ at: originOfWord(word), from: word.text, to }]
    }),
  )
}

/** State and priority: MASTER and BACKUP change places, and nobody has the priority of another. */
function roleChanges(instance: Instance, { node, cluster, rank }: Wanted): Changes {
  const lines = instance.block.block
  const written = lastLine(lines, 'state')?.match.slots[0]?.word
  const others = otherMembers(cluster, instance).map((member) => member.instance)
  const isTaken = rank > 0 || others.some((other) => other.state.value === 'MASTER')
  const hasMasters = node.config.instances.some(({ state }) => state.value === 'MASTER')
  const standsBy = hasMasters || instance.priority.value < USUAL_PRIORITY
  // A MASTER takes over at once, whatever preempt_delay says (vrrp.c:3554).
  const waits = lastLine(lines, 'preempt_delay') !== undefined
  const becomesMaster = written?.text === 'BACKUP' && instance.preempts && !waits && standsBy && !isTaken
  const to: VrrpState = becomesMaster ? 'MASTER' : 'BACKUP'
  const isSwapped = written !== undefined && written.text !== to && ['MASTER', 'BACKUP'].includes(written.text)
  const state = isSwapped ? [{ at: originOfWord(written), from: written.text, to }] : []

  const known = [instance, ...others].map(({ priority }) => priority.value).filter((value) => !Number.isNaN(value))
  const priority = becomesMaster
    ? Math.min(HIGHEST_PRIORITY, instance.priority.value + STEP)
    : below(Math.min(...known), rank + 1)
  const numbers = linesOf(lines, 'priority').flatMap((line) => line.match.slots[0]?.word ?? [])
  if (numbers.length > 0) {
    const isNumber = instance.priority.implied !== true && instance.priority.unknown !== true
    const change = (isNumber ? numbers : []).map((word) => ({
      at: originOfWord(word),
      from: word.text,
      to: `${priority}`,
    }))
    return { words: [...state, ...change], edits: [] }
  }
  return { words: state, edits: isSwapped && !becomesMaster ? [] : newPriority(instance, priority) }
}

const USUAL_PRIORITY = 100
const HIGHEST_PRIORITY = 254
const STEP = 10

/** Lower by so many steps, and by less where that would leave nothing. */
function below(priority: number, steps: number): number {
  return priority > STEP * steps ? priority - STEP * steps : Math.max(1, priority - steps)
}

/** Two nodes without the line would have one priority, and a MASTER without it owns the addresses. */
function newPriority({ virtualRouterId }: Instance, priority: number): Edit[] {
  if (virtualRouterId === undefined || virtualRouterId.at.definition !== undefined) return []
  const { file, start, end } = wholeLines(virtualRouterId.at)
  const line = file.text.slice(start, end)
  if (/[{}]/.test(line) || end === file.text.length) return []
  const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
  const eol = line.endsWith('\r') ? '\r\n' : '\n'
  return [{ at: { file, start: end + 1, end: end + 1 }, newText: `${indent}priority ${priority}${eol}` }]
}

/** A `router_id` that names the node, or a host like it. */
function nameChange({ node, rank }: Wanted, path: string): Change[] {
  const { routerId } = node.config.globals
  if (routerId === undefined) return []
  const own = stemOf(node.file.path)
  const isOwn = routerId.value === own && directoryOf(path) === directoryOf(node.file.path)
  const to = isOwn ? stemOf(path) : siblingHosts(routerId.value)[rank]
  return to === undefined ? [] : [{ at: routerId.at, from: routerId.value, to }]
}

/** The edits of the file itself; `undefined` where nothing or another file would have to change, or one place in two ways. */
function editsFor(node: ClusterNode, { words, edits }: Changes): Edit[] | undefined {
  const byPlace = new Map<string, Edit>()
  const changed = words.filter(({ from, to }) => from !== to)
  const values = definedValues(node, words)
  for (const edit of [...changed.map((word) => editOf(values, word)), ...edits]) {
    const key = placeKey(edit.at)
    const known = byPlace.get(key)
    if (edit.at.file.path !== node.file.path || (known !== undefined && known.newText !== edit.newText))
      return undefined
    byPlace.set(key, edit)
  }
  return byPlace.size === 0 ? undefined : [...byPlace.values()]
}

/** Changes the value of the definition that a word comes from, or else the word itself. */
function editOf(values: ReadonlyMap<string, Edit>, { at, to }: Change): Edit {
  const { file, start, end, definition } = at
  const word = { at: { file, start, end }, newText: to }
  if (definition !== undefined) return values.get(placeKey(definition)) ?? word
  return textAt(word.at).startsWith('"') ? { ...word, newText: `"${to}"` } : word
}

/** The new values of those definitions that nothing else uses, by place. */
function definedValues(node: ClusterNode, words: readonly Change[]): Map<string, Edit> {
  const users = groupBy(
    words.filter(({ at }) => at.definition !== undefined),
    ({ at }) => placeKey(at.definition ?? at),
  )
  const names = users.size === 0 ? [] : definitionNamesOf(node)
  const values = new Map<string, Edit>()
  for (const [key, [first, ...more]] of users) {
    const edit = first === undefined ? undefined : newValue(names, [first, ...more])
    if (edit !== undefined) values.set(key, edit)
  }
  return values
}

/** The edit of a definition; `undefined` where its words become different ones, or something else uses it. */
function newValue(names: readonly NameUse[], users: readonly [Change, ...Change[]]): Edit | undefined {
  const [{ at, from, to }] = users
  const text = at.definition === undefined ? '' : textAt(at.definition)
  const head = definitionHead(text)
  if (at.definition === undefined || head === undefined) return undefined
  const uses = names.filter((one) => one.text === head.name)
  const references = uses.filter(({ role }) => role === 'reference')
  const places = new Set(users.map((one) => placeKey(one.at)))
  const isAlone = references.length === places.size && uses.length - references.length === 1
  const isPlain = text.slice(head.valueStart).trim() === from && users.every((one) => one.to === to)
  if (!isAlone || !isPlain) return undefined
  const start = at.definition.start + head.valueStart
  return { at: { file: at.definition.file, start, end: start + from.length }, newText: to }
}
