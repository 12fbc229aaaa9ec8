/** What `$NAME` stands for at a place: which definition is in force there, and the value that may be shown. */
import type { ClusterNode } from '../cluster/cluster.ts'
import { definitionHead, referencesIn } from '../expand/definitions.ts'
import { endsInBackslash } from '../expand/lines.ts'
import { fromFile } from '../expand/mapped-text.ts'
import { type DefinitionSite, isAbove } from '../expand/reading.ts'
import { readSequence, type SequenceLine } from '../expand/sequences.ts'
import { withoutBackslash, withoutEnd } from '../text/ends.ts'
import { MASK, maskSpans } from '../text/secrets.ts'
import { lineEndAt, type Place, textAt } from '../text/source-file.ts'
import type { Snapshot } from './snapshot.ts'

/** What a name stands for. */
export interface Meaning {
  readonly site: DefinitionSite
  /** Its lines, secrets masked and definitions in it replaced; one for `~SEQ` and `~LST`. */
  readonly lines: readonly string[]
  /** Something in it is secret. */
  readonly masked: boolean
  /** It is a variable of a `~SEQ` or `~LST`, with so many values. */
  readonly turns?: number
}

/** What a name means to a node at a place: the last definition above it, else those of other files. */
export function meaningsAt(snapshot: Snapshot, node: ClusterNode, name: string, place: Place): Meaning[] {
  return sitesFor(node, name, place).map((site) => meaningOf(snapshot, node, site))
}

/** What a definition gives to its name. */
export function meaningOf(snapshot: Snapshot, node: ClusterNode, site: DefinitionSite): Meaning {
  return meaningWithin({ snapshot, node, depth: 0 }, site)
}

/** The values of the `~SEQ` or `~LST` whose head stands at a place; `undefined` where it is wrong. */
export function sequenceAt(snapshot: Snapshot, node: ClusterNode, at: Place): SequenceLine | undefined {
  return sequenceWithin({ snapshot, node, depth: 0 }, at)
}

/** Whether a place that defines names is the head of a `~SEQ` or `~LST`. */
export function isSequenceHead({ file, start }: Place): boolean {
  return file.text[start] === '~'
}

/** Where the `$NAME` of a definition stands. */
export function namePlace({ name, at }: DefinitionSite): Place {
  return { file: at.file, start: at.start, end: at.start + name.length + 1 }
}

/** Where the value of a definition stands, with all its lines. */
function valuePlace({ file, start, end }: Place): Place {
  const { text } = file
  const head = definitionHead(text.slice(start, end))?.valueStart ?? 0
  let last = end
  let lineStart = start
  let lineEnd = lineEndAt(text, start)
  while (lineEnd < text.length && endsInBackslash(text.slice(lineStart, lineEnd).trimEnd())) {
    lineStart = lineEnd + 1
    lineEnd = lineEndAt(text, lineStart)
    last = lineEnd
  }
  return { file, start: Math.min(start + head, last), end: last }
}

/** Whose definitions count, and how many definitions lead here. */
interface Lookup {
  readonly snapshot: Snapshot
  readonly node: ClusterNode
  readonly depth: number
}

/** Definitions within definitions are followed so far. */
const MAX_DEPTH = 8

function meaningWithin(lookup: Lookup, site: DefinitionSite): Meaning {
  const { secrets } = lookup.snapshot.report
  if (isSequenceHead(site.at)) {
    const spans = secrets.within(site.at)
    const turns = sequenceWithin(lookup, site.at)?.count
    const lines = [maskSpans(textAt(site.at), spans).text]
    return { site, lines, masked: spans.length > 0, ...(turns === undefined ? {} : { turns }) }
  }
  const place = valuePlace(site.at)
  const spans = secrets.within(place)
  const text = replaced(lookup, maskSpans(textAt(place), spans).text, site.at)
  const lines = text.split('\n').map((line) => withoutBackslash(withoutEnd(line, ' \t\r')).trim())
  const kept = lines.filter((line) => line !== '')
  return { site, lines: kept.length === 0 ? [''] : kept, masked: text.includes(MASK) }
}

function sequenceWithin(lookup: Lookup, at: Place): SequenceLine | undefined {
  const line = fromFile(at.file, at.start, lineEndAt(at.file.text, at.start))
  const sequence = readSequence(line, (text) => replaced(lookup, text, at))
  return 'because' in sequence ? undefined : sequence
}

/** A text with the definitions that are in force at a place; one of several lines stays. */
function replaced(lookup: Lookup, text: string, place: Place): string {
  if (lookup.depth > MAX_DEPTH || !text.includes('$')) return text
  let result = ''
  let end = 0
  for (const reference of referencesIn(text)) {
    const site = sitesFor(lookup.node, reference.name, place).at(-1)
    if (site === undefined || isSequenceHead(site.at)) continue
    const [value, ...more] = meaningWithin({ ...lookup, depth: lookup.depth + 1 }, site).lines
    if (value === undefined || more.length > 0) continue
    result += text.slice(end, reference.start) + value
    end = reference.end
  }
  return result + text.slice(end)
}

/** The definitions of a name that may be in force at a place. */
function sitesFor({ reading }: ClusterNode, name: string, place: Place): DefinitionSite[] {
  const sites = reading.definitions.filter((site) => site.name === name)
  const above = sites.filter(({ at }) => at.file.path === place.file.path && isAbove(reading, at, place))
  const last = above.reduce<DefinitionSite | undefined>(
    (latest, site) => (latest === undefined || isAbove(reading, latest.at, site.at) ? site : latest),
    undefined,
  )
  return last === undefined ? sites.filter(({ at }) => at.file.path !== place.file.path) : [last]
}
