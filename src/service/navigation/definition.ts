/** Where a name is declared, which file an include names, and what stands for the same on the other nodes. */
import type { BoundStatement } from '../../bind/bind.ts'
import type { Member } from '../../cluster/cluster.ts'
import type { Inclusion } from '../../expand/reading.ts'
import { originOfWord } from '../../model/sited.ts'
import { barePlace, lineKey, placeKey } from '../../text/places.ts'
import { type Place, wholeLines } from '../../text/source-file.ts'
import { type LineAtSpot, linesAt, linesBelow } from '../cursor.ts'
import { equalPlacesAt } from '../equal-values.ts'
import { keyOf, type NameAtSpot, type NameUse, namesAt, usesOf, wholeOf } from '../names.ts'
import { nodesReading, placeOf, type Snapshot, type Spot } from '../snapshot.ts'
import { otherMembers } from '../virtual-router.ts'

/** Where something leads to. */
export interface Target {
  /** What to select there. */
  readonly at: Place
  /** All of it. */
  readonly around: Place
}

/** What a spot leads to. `from` is what leads there; absent where the word under the cursor does. */
export interface Definition {
  readonly from?: Place
  readonly targets: readonly Target[]
}

/**
 * What defines the thing at a spot. What is defined there itself, and a line of an instance, lead to the same on the
 * other nodes; a peer leads to the node that sends from its address.
 */
export function definitionAt(snapshot: Snapshot, spot: Spot): Definition {
  const included = inclusionsAt(snapshot, spot)
  const [inclusion] = included
  if (inclusion !== undefined) return { from: inclusion.at, targets: unique(included.map(({ file }) => startOf(file))) }

  const names = namesAt(snapshot, spot)
  const [name] = names
  if (name !== undefined) {
    const targets = unique(names.flatMap((one) => (one.role === 'declaration' ? elsewhere(one) : declarationsOf(one))))
    return { from: name.at, targets: targets.length > 0 ? targets : ownTargets(names) }
  }
  const lines = linesAt(snapshot, spot)
  const paired = lines.flatMap(counterparts)
  return { targets: unique(paired.length > 0 ? paired : equalElsewhere(snapshot, spot, lines)) }
}

/** Where the name at a spot is declared, which may be there itself. */
export function declarationAt(snapshot: Snapshot, spot: Spot): Definition {
  const names = namesAt(snapshot, spot)
  const [name] = names
  if (name === undefined) return definitionAt(snapshot, spot)
  return { from: name.at, targets: unique([...ownTargets(names), ...names.flatMap(declarationsOf)]) }
}

/** The includes that stand at a spot, with each file that they name. */
export function inclusionsAt(snapshot: Snapshot, spot: Spot): Inclusion[] {
  const place = placeOf(spot)
  return nodesReading(snapshot, spot.file.path).flatMap(({ node }) =>
    node.reading.inclusions.filter(
      ({ at }) => at.file === place.file && wholeLines(at).start <= place.start && place.start <= at.end,
    ),
  )
}

function ownTargets(names: readonly NameUse[]): Target[] {
  return names.filter(({ role }) => role === 'declaration').map(({ at, around }) => ({ at, around }))
}

/** For each reader the declarations that its reference means. */
function declarationsOf(name: NameAtSpot): Target[] {
  return name.readers.flatMap(({ node }) => {
    const declarations = usesOf(node, name).filter(({ role }) => role === 'declaration')
    if (name.kind !== 'definition') return declarations.slice(0, 1).map(toTarget)
    const read = new Set(node.reading.definitions.map(({ at }) => lineKey(at)))
    const known = declarations.filter(({ around }) => read.has(lineKey(around)))
    const above = known.filter(({ at }) => at.file === name.at.file && at.start <= name.at.start)
    const last = above.at(-1)
    return (last === undefined ? known : [last]).map(toTarget)
  })
}

/** The declarations of the same on the other nodes. */
function elsewhere(name: NameAtSpot): Target[] {
  return name.readers.flatMap(({ node, cluster }) => {
    const others = cluster.nodes.filter((other) => other !== node)
    if (name.kind !== 'vrrp_instance') {
      const found = others.flatMap((other) => usesOf(other, name).filter(({ role }) => role === 'declaration'))
      return found.filter((one) => keyOf(one) !== keyOf(name)).map(toTarget)
    }
    const instance = node.config.instances.find((one) => one.name.value === name.text)
    return instance === undefined ? [] : otherMembers(cluster, instance).map(instanceTarget)
  })
}

/** What stands for a line of an instance on the other nodes. */
function counterparts({ line, blocks, instance, word, cluster }: LineAtSpot): Target[] {
  if (instance === undefined) return []
  const members = otherMembers(cluster, instance)
  if (line === instance.block) return members.map(instanceTarget)
  const peer = instance.unicast.peers.find((one) => one.line === line)
  if (peer !== undefined) {
    return members.flatMap((member) => {
      const { source } = member.instance.unicast
      return source?.value.text === peer.value.text ? [{ at: source.at, around: source.at }] : []
    })
  }
  if (word === undefined || line.directive === undefined) return []
  const path = [...blocks.slice(blocks.indexOf(instance.block) + 1), line].map(({ keyword }) => keyword)
  return members.flatMap((member) => linesBelow(member.instance.block, path).map(lineTarget))
}

/** The same value of the same virtual router on nodes that do not read the line. */
function equalElsewhere(snapshot: Snapshot, spot: Spot, lines: readonly LineAtSpot[]): Target[] {
  const others = equalPlacesAt(snapshot, spot).filter((place) => lines.every(({ node }) => node !== place.node))
  return others.map(({ at }) => ({ at: barePlace(at), around: wholeLines(at) }))
}

function instanceTarget({ instance }: Member): Target {
  return { at: barePlace(instance.name.at), around: wholeOf(instance.block) }
}

function lineTarget(line: BoundStatement): Target {
  return { at: barePlace(originOfWord(line.statement.args[0] ?? line.statement.keyword)), around: wholeOf(line) }
}

function toTarget({ at, around }: NameUse): Target {
  return { at, around }
}

function startOf(file: Place['file']): Target {
  const at = { file, start: 0, end: 0 }
  return { at, around: at }
}

function unique(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [placeKey(target.at), target])).values()]
}
