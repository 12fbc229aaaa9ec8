/** What an instance or a sync group tracks, and with which weight (vrrp_track.c, track_file.c). */
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import { remembered, rememberedForAll, rememberedInEach, rememberedWith } from '../text/remembered.ts'
import type { Config, Instance } from './config.ts'
import { entriesOf, hasOption, lastLine, linesOf, nameOf, numberOf } from './sited.ts'
import { refusalOf } from './taken.ts'

/** What can be tracked. */
export type TrackerKind = 'interface' | 'script' | 'file' | 'process' | 'bfd'

/** A line of a tracking block that the daemon keeps. */
export interface Tracker {
  readonly kind: TrackerKind
  readonly name: string
  readonly line: BoundStatement
  /** Absent where only the machine knows it. */
  readonly weight?: number
  /** Success counts as failure, and failure as success. */
  readonly isReversed: boolean
}

/** What the lines of an instance or a sync group track. */
export interface Tracking {
  readonly trackers: readonly Tracker[]
  /** Lines that name again what an earlier line tracks: the daemon ignores them. */
  readonly repeated: readonly Tracker[]
}

/** The definition of a tracker, and how many definitions stand above it. */
interface Definition {
  readonly block: BoundStatement
  readonly index: number
}

/** The definitions by kind and name; of two the first counts. */
export type Definitions = ReadonlyMap<string, Definition>

const BLOCKS: readonly (readonly [TrackerKind, keyword: string])[] = [
  ['interface', 'track_interface'],
  ['script', 'track_script'],
  ['file', 'track_file'],
  ['process', 'track_process'],
  ['bfd', 'track_bfd'],
]

const DEFINING: ReadonlyMap<string, TrackerKind> = new Map([
  ['vrrp_script', 'script'],
  ['track_file', 'file'],
  ['vrrp_track_file', 'file'],
  ['vrrp_track_process', 'process'],
  ['bfd_instance', 'bfd'],
])

/** Whether a block defines something that can be tracked. */
export function isTrackable({ keyword }: BoundStatement): boolean {
  return DEFINING.has(keyword)
}

/** What the blocks define that can be tracked. */
export const definitionsIn = rememberedForAll((blocks: readonly BoundStatement[]): Definitions => {
  const found = new Map<string, Definition>()
  for (const [index, block] of blocks.entries()) {
    const kind = DEFINING.get(block.keyword)
    const name = block.match.slots[0]?.word.text
    if (kind === undefined || name === undefined || found.has(`${kind} ${name}`)) continue
    found.set(`${kind} ${name}`, { block, index })
  }
  return found
})

/** What a block tracks, above which stand so many definitions: what it tracks must be among them. */
export const trackingIn = rememberedWith((block: BoundStatement, definitions: Definitions, above: number): Tracking => {
  const tracking = trackingOfBlock(block, definitions, above)
  const before = trackingBefore.get(block)
  if (
    before !== undefined &&
    areAlike(before.trackers, tracking.trackers) &&
    areAlike(before.repeated, tracking.repeated)
  ) {
    return before
  }
  trackingBefore.set(block, tracking)
  return tracking
})

/** The same object as long as no definition means anything else to the block. */
const trackingBefore = new WeakMap<BoundStatement, Tracking>()

function areAlike(ones: readonly Tracker[], others: readonly Tracker[]): boolean {
  return ones.length === others.length && ones.every((one, index) => isAlike(one, others[index]))
}

function isAlike(one: Tracker, other: Tracker | undefined): boolean {
  return (
    one.line === other?.line &&
    one.kind === other.kind &&
    one.name === other.name &&
    one.weight === other.weight &&
    one.isReversed === other.isReversed
  )
}

function trackingOfBlock(block: BoundStatement, definitions: Definitions, above: number): Tracking {
  if (!BLOCKS.some(([, keyword]) => lastLine(block.block, keyword) !== undefined)) return NOTHING
  const trackers: Tracker[] = []
  const repeated: Tracker[] = []
  for (const [kind, keyword] of BLOCKS) {
    const seen = new Set<string>()
    for (const line of entriesOf(block.block, keyword)) {
      const definition = definitions.get(`${kind} ${line.keyword}`)
      const isFound = kind === 'interface' || (definition !== undefined && definition.index < above)
      if (!isFound || isUnknown(line.keyword)) continue
      const isReversed = reversesIn(line, definition?.block)
      const tracker = { kind, name: line.keyword, line, isReversed, ...weightOf(line, kind, definition?.block) }
      if (seen.has(line.keyword)) repeated.push(tracker)
      else if (!isRefused(line, kind)) trackers.push(tracker)
      if (!isRefused(line, kind)) seen.add(line.keyword)
    }
  }
  return { trackers, repeated }
}

const NOTHING: Tracking = { trackers: [], repeated: [] }

/** The lines of instances and sync groups that track something again. */
export function repeatedTrackers({ instances, syncGroups }: Config): readonly Tracker[] {
  return [...repeatedIn(instances), ...syncGroups.flatMap(({ tracking }) => tracking.repeated)]
}

const repeatedIn = rememberedInEach(({ tracking }: Instance) => tracking.repeated)

/** The lines by which a real server is given a second check of one BFD session (check_bfd.c). */
export function monitoredTwice(statements: readonly BoundStatement[]): readonly BoundStatement[] {
  return linesOf(statements, 'virtual_server').flatMap(monitoredTwiceIn)
}

const monitoredTwiceIn = remembered(({ block }: BoundStatement): readonly BoundStatement[] =>
  linesOf(block, 'real_server').flatMap((server) => {
    const seen = new Set<string>()
    return linesOf(server.block, 'BFD_CHECK').flatMap((check): BoundStatement[] => {
      const [line] = linesOf(check.block, 'name')
      const name = nameOf(line ?? check)?.value
      if (line === undefined || name === undefined || isUnknown(name) || refusalOf(line) !== undefined) return []
      if (seen.has(name)) return [line]
      seen.add(name)
      return []
    })
  }),
)

/** Behind the name only `weight` and a number may stand (vrrp_track.c:106 and 236); what follows those is passed over. */
function isRefused(line: BoundStatement, kind: TrackerKind): boolean {
  const [, second, , fourth] = [line.statement.keyword, ...line.statement.args]
  if (second === undefined) return false
  if (second.text !== 'weight' || line.statement.args.length < 2) return true
  const isStrict = kind === 'file' || kind === 'bfd'
  return isStrict && fourth !== undefined && !['reverse', 'noreverse'].includes(fourth.text)
}

function weightOf(line: BoundStatement, kind: TrackerKind, definition: BoundStatement | undefined): Partial<Tracker> {
  if (line.statement.args.some((word) => isUnknown(word.text))) return {}
  const own = hasOption(line, 'weight') ? numberOf(line, 'weight')?.value : undefined
  if (own !== undefined) return { weight: own }
  if (kind === 'interface') return { weight: writtenWeight(line) ?? 0 }
  return definedWeight(definition, kind)
}

/** What the line says after its weight, else what the definition says after its own (vrrp_track.c:253 and 483). */
function reversesIn(line: BoundStatement, definition: BoundStatement | undefined): boolean {
  if (hasOption(line, 'reverse')) return true
  if (hasOption(line, 'noreverse')) return false
  return linesOf(definition?.block ?? [], 'weight').some((weight) => hasOption(weight, 'reverse'))
}

/** 254 is one too many for an interface, and becomes 253 (vrrp_track.c:135). */
function writtenWeight(line: BoundStatement): number | undefined {
  const written = line.statement.args[1]?.text
  return written === '254' || written === '-254' ? Math.sign(Number(written)) * 253 : undefined
}

/** The weight that the definition gives; that of a file is 1 where nothing is written. */
function definedWeight(definition: BoundStatement | undefined, kind: TrackerKind): Partial<Tracker> {
  const lines = linesOf(definition?.block ?? [], 'weight')
  if (lines.some((line) => line.statement.args.some((word) => isUnknown(word.text)))) return {}
  const numbers = lines.flatMap((line) => {
    const written = Number.parseInt(line.statement.args[0]?.text ?? '', 10)
    return numberOf(line)?.value ?? (line.directive?.usesRefused === true && !Number.isNaN(written) ? written : [])
  })
  const number = lines[0]?.directive?.repeat === 'first' ? numbers[0] : numbers.at(-1)
  return { weight: number ?? (kind === 'file' ? 1 : 0) }
}
