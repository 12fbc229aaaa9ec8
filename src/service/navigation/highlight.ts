/** What an editor marks together with the word under the cursor: everything in the file that must change with it. */
import { originOfWord } from '../../model/sited.ts'
import { holds, placeKey } from '../../text/places.ts'
import { type Place, sectionsOf } from '../../text/source-file.ts'
import { linesAt } from '../cursor.ts'
import { isSequenceHead, namePlace } from '../definitions.ts'
import { equalPlacesAt } from '../equal-values.ts'
import { nodesReading, placeOf, type Snapshot, type Spot, spanIn } from '../snapshot.ts'
import { addressIn, isAddress, isInterface, isNameOf, kindOfName, usesIn } from '../uses.ts'
import { linesWithReferences, writtenLine, writtenReferences } from '../written-line.ts'

/** A stretch of the file, in offsets of the whole of it. */
export interface Highlight {
  readonly start: number
  readonly end: number
  /** `declared`: here it gets its name or value. */
  readonly kind: 'declared' | 'used' | 'equal'
}

/**
 * The places of the file that belong to the word at a spot: where a name, definition, address, interface or id stands, and
 * the values that must be equal on all members of a virtual router. Empty for any other word.
 */
export function highlightsAt(snapshot: Snapshot, spot: Spot): Highlight[] {
  const written = [...conditionMarks(snapshot, spot), ...definitionMarks(snapshot, spot)]
  const marked = written.length > 0 ? written : [...equalMarks(snapshot, spot), ...useMarks(snapshot, spot)]
  const byPlace = new Map<string, Highlight>()
  for (const { at, kind } of marked) {
    if (at.file.path !== spot.file.path || byPlace.has(placeKey(at))) continue
    byPlace.set(placeKey(at), { ...spanIn(snapshot, at), kind })
  }
  return [...byPlace.values()].sort((one, other) => one.start - other.start)
}

/** A place that is to be marked. */
interface Mark {
  readonly at: Place
  readonly kind: Highlight['kind']
}

/** All lines with the id of a condition, in it or excluded. */
function conditionMarks(snapshot: Snapshot, spot: Spot): Mark[] {
  const conditions = nodesReading(snapshot, spot.file.path).flatMap(({ node }) => node.reading.conditions)
  const place = placeOf(spot)
  const here = conditions.find(({ at }) => holds(at, place))
  if (here === undefined) return []
  return conditions.filter(({ id }) => id === here.id).map(({ at }) => ({ at, kind: 'used' }))
}

/** The definitions of a name and all references to it. */
function definitionMarks(snapshot: Snapshot, spot: Spot): Mark[] {
  const place = placeOf(spot)
  const readers = nodesReading(snapshot, spot.file.path)
  const [first] = readers
  if (first === undefined) return []
  const { target } = first.node
  const here = writtenReferences(writtenLine(place.file, place.start, target)).find(({ at }) => holds(at, place))
  const sites = readers.flatMap(({ node }) => node.reading.definitions)
  const name = here?.name ?? sites.find((site) => !isSequenceHead(site.at) && holds(namePlace(site), place))?.name
  if (name === undefined) return []
  const defined = sites.filter((site) => site.name === name)
  return [
    ...defined.map((site) => ({ at: isSequenceHead(site.at) ? site.at : namePlace(site), kind: 'declared' as const })),
    ...sectionsOf(spot.file)
      .filter(({ text }) => text.includes(name))
      .flatMap(linesWithReferences)
      .flatMap(({ file, start }) => writtenReferences(writtenLine(file, start, target)))
      .filter((reference) => reference.name === name)
      .map(({ at }) => ({ at, kind: 'used' as const })),
  ]
}

/** The same value on all members of a virtual router that this file configures. */
function equalMarks(snapshot: Snapshot, spot: Spot): Mark[] {
  return equalPlacesAt(snapshot, spot).map(({ at }) => ({ at, kind: 'equal' }))
}

/** The other words for the same thing on the nodes that read the line. */
function useMarks(snapshot: Snapshot, spot: Spot): Mark[] {
  const readers = nodesReading(snapshot, spot.file.path).map(({ node }) => node)
  return linesAt(snapshot, spot).flatMap(({ line, slot }): Mark[] => {
    if (slot === undefined) return []
    const { value, word } = slot
    const kind = kindOfName(slot, line)
    const address = value.kind === 'address' ? addressIn(word.text) : undefined
    const isWanted =
      kind !== undefined
        ? isNameOf(kind, word.text)
        : value.kind === 'interface'
          ? isInterface(word.text)
          : address === undefined
            ? undefined
            : isAddress(address)
    if (isWanted === undefined) return []
    return readers
      .flatMap((node) => usesIn(node, isWanted))
      .map((use) => {
        const isDeclared =
          use.line.directive?.declares === kind && kind !== undefined && use.slot.value.kind !== 'reference'
        return { at: originOfWord(use.slot.word), kind: isDeclared ? 'declared' : 'used' }
      })
  })
}
