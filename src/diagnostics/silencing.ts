/** Which comment silences a finding: the comments of all sections of a file together. */
import { countWhile } from '../text/count-while.ts'
import { groupBy } from '../text/group-by.ts'
import { placeInSection } from '../text/sections.ts'
import { type Place, positionAt, type SourceFile, sectionsOf } from '../text/source-file.ts'
import { firstLine, type NamedRule, type Suppression, suppressionsIn } from './suppressions.ts'

/** What one comment says about one rule, or about all of them. */
export interface Silencer {
  readonly suppression: Suppression
  /** Absent where the comment names none and so means all. */
  readonly rule?: NamedRule
  /** Where it stands, the same for all readings of a file. */
  readonly key: string
}

/** A file whose comments silence something, with its sections as one. */
export interface SilencedDocument {
  readonly comments: readonly CommentInUse[]
  /** What silences a rule at a place, the nearest first: its line, what is disabled above it, its file. */
  at(rule: string, place: Place): readonly Silencer[]
  /** What is the same for a place in all readings of the document, and different for any other place. */
  keyOf(place: Place): string
  /** What would silence anything at some places, whatever the rule. */
  around(places: readonly Place[]): readonly Silencer[]
}

/** A comment and what it does to others. */
export interface CommentInUse {
  readonly suppression: Suppression
  readonly silencers: readonly Silencer[]
  /** What a `kalint-enable` ends. */
  readonly ends: readonly Silencer[]
}

/** A file with its comments; `undefined` where none of them is for kalint. */
export function silencedDocument(file: SourceFile): SilencedDocument | undefined {
  const sections = sectionsOf(file)
  return sections.some((one) => suppressionsIn(one).length > 0) ? documentOf(file, sections) : undefined
}

function documentOf(file: SourceFile, files: readonly SourceFile[]): SilencedDocument {
  const bases = new Map<SourceFile, number>()
  let length = 0
  for (const section of files) {
    bases.set(section, length)
    length += section.text.length
  }
  const offsetOf = (place: Place): number => (bases.get(place.file) ?? 0) + place.start
  const written = files.flatMap((section) =>
    suppressionsIn(section).map((suppression) => withSilencers(suppression, offsetOf(suppression.at))),
  )
  const { comments, stretches } = followed(written, length)
  const byLine = silencersByLine(files, comments)
  const whole = comments.filter(({ suppression }) => suppression.kind === 'file').flatMap(({ silencers }) => silencers)
  const switches = new Map<string, readonly Switch[]>()
  const onLine = (place: Place): readonly Silencer[] => {
    const sited = bases.has(place.file) ? place : placeInSection(file, place.start)
    return byLine.get(sited.file)?.get(positionAt(sited.file, sited.start).line) ?? []
  }

  return {
    comments,
    keyOf: (place) => `${offsetOf(place)} ${place.file.path}`,
    at: (rule, place) => {
      const turns = switches.get(rule) ?? switchesFor(rule, comments)
      switches.set(rule, turns)
      const disabled = lastBefore(turns, offsetOf(place))?.silencer
      const concerns = (one: Silencer): boolean => (one.rule?.name ?? rule) === rule
      return [
        ...onLine(place).filter(concerns),
        ...(disabled === undefined ? [] : [disabled]),
        ...whole.filter(concerns),
      ]
    },
    around: (places) => {
      const offsets = places.map(offsetOf).sort((one, other) => one - other)
      const within = stretches.filter(
        ({ from, to }) => (offsets[countWhile(offsets, (offset) => offset < from)] ?? to) < to,
      )
      return [...places.flatMap(onLine), ...within.map(({ silencer }) => silencer), ...(places.length > 0 ? whole : [])]
    },
  }
}

/** A comment, and where it stands in its document. */
interface WrittenComment {
  readonly suppression: Suppression
  readonly silencers: readonly Silencer[]
  readonly offset: number
}

function withSilencers(suppression: Suppression, offset: number): WrittenComment {
  const { kind, rules, at } = suppression
  const keyOf = (start: number): string => `${offset + start - at.start} ${at.file.path}`
  const named = rules.map((rule) => ({ suppression, rule, key: keyOf(rule.at.start) }))
  const isSilent = kind === 'end' || kind === 'misspelt'
  return {
    suppression,
    offset,
    silencers: isSilent ? [] : rules.length > 0 ? named : [{ suppression, key: keyOf(at.start) }],
  }
}

/** From where to where a `kalint-disable` holds. */
interface Stretch {
  readonly silencer: Silencer
  readonly from: number
  readonly to: number
}

/** Goes through the comments of a document and pairs what is disabled with what is enabled again. */
function followed(written: readonly WrittenComment[], length: number) {
  const active = new Map<string, { readonly silencer: Silencer; readonly from: number }>()
  const stretches: Stretch[] = []
  const end = (name: string, to: number): void => {
    const open = active.get(name)
    if (open !== undefined) stretches.push({ ...open, to })
    active.delete(name)
  }
  const comments = written.map(({ suppression, silencers, offset }): FollowedComment => {
    const { kind, rules } = suppression
    const names = rules.map(({ name }) => name)
    if (kind === 'range') {
      for (const silencer of silencers) {
        end(silencer.rule?.name ?? ALL, offset)
        active.set(silencer.rule?.name ?? ALL, { silencer, from: offset })
      }
    }
    if (kind !== 'end') return { suppression, silencers, offset, ends: [] }
    const ended = names.length === 0 ? [...active.keys()] : names
    const ends = [...new Set([...ended, ALL])].flatMap((name) => active.get(name)?.silencer ?? [])
    for (const name of ended) end(name, offset)
    return { suppression, silencers, offset, ends }
  })
  for (const name of [...active.keys()]) end(name, length + 1)
  return { comments, stretches }
}

interface FollowedComment extends CommentInUse {
  readonly offset: number
}

/** What no rule is called: the key of comments that mean all rules. */
const ALL = ''

/** A place from which on a rule is disabled, or enabled again. */
interface Switch {
  readonly offset: number
  readonly silencer: Silencer | undefined
}

/** The comments that switch a rule off and on. */
function switchesFor(rule: string, comments: readonly FollowedComment[]): Switch[] {
  return comments.flatMap(({ suppression: { kind, rules }, silencers, offset }) => {
    const concerns = rules.length === 0 || rules.some(({ name }) => name === rule)
    if (!concerns || (kind !== 'range' && kind !== 'end')) return []
    return [{ offset, silencer: silencers.find((one) => (one.rule?.name ?? rule) === rule) }]
  })
}

function lastBefore(switches: readonly Switch[], offset: number): Switch | undefined {
  return switches[countWhile(switches, (one) => one.offset <= offset) - 1]
}

/** What silences the lines of each section. The last comment of one may mean the first line of the next one. */
function silencersByLine(files: readonly SourceFile[], comments: readonly CommentInUse[]) {
  const byLine = new Map(files.map((file): [SourceFile, Map<number, Silencer[]>] => [file, new Map()]))
  const add = (file: SourceFile, line: number, silencers: readonly Silencer[]): void => {
    const lines = byLine.get(file)
    const known = lines?.get(line)
    if (known === undefined) lines?.set(line, [...silencers])
    else known.push(...silencers)
  }
  const byFile = groupBy(comments, ({ suppression }) => suppression.at.file)
  let carried: Silencer[] = []
  for (const file of files) {
    const first = carried.length > 0 ? firstLine(file) : undefined
    for (const line of carried.length > 0 ? new Set([1, first ?? 1]) : []) add(file, line, carried)
    if (first !== undefined) carried = []
    for (const { suppression, silencers } of byFile.get(file) ?? []) {
      for (const line of suppression.lines) add(file, line, silencers)
      if (suppression.carriesOver) carried.push(...silencers)
    }
  }
  return byLine
}
