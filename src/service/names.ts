/** Where names are declared and used: those of blocks by the tables, those of definitions by the text of the lines. */
import type { Argument } from '../../grammar/arguments.ts'
import { argumentsOf } from '../../grammar/directive.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { SymbolKind, Value } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import { definitionHead, referencesIn } from '../expand/definitions.ts'
import { withoutComment } from '../expand/lines.ts'
import { fromFile, type MappedText, originOf, sliceText } from '../expand/mapped-text.ts'
import { isSequence, readSequence } from '../expand/sequences.ts'
import { originOfWord, writtenPlace } from '../model/sited.ts'
import { barePlace, placeKey } from '../text/places.ts'
import { lineEndAt, type Place, sectionsOf, textAt, wholeLines } from '../text/source-file.ts'
import { linesAt } from './cursor.ts'
import { type NodeInCluster, nodesReading, placeOf, type Snapshot, type Spot } from './snapshot.ts'

/** A name and what kind of thing it names; `definition`: a `$NAME`, or a variable of `~SEQ` or `~LST`. */
export interface Name {
  readonly kind: SymbolKind | 'definition'
  readonly text: string
}

/** One place where a name stands. */
export interface NameUse extends Name {
  readonly role: 'declaration' | 'reference'
  /** The name itself, or the reference that makes it. */
  readonly at: Place
  /** The same without quotes; absent where a definition or sequence makes the name. */
  readonly written?: Place
  /** All that a declaration declares, the lines of its block included. */
  readonly around: Place
  /** What the word is taken for. */
  readonly value?: Value
  /** What may stand on its line beside it. */
  readonly argument?: Argument
}

/** A name under the cursor, as the nodes understand it that read the file. */
export interface NameAtSpot extends NameUse {
  readonly readers: readonly NodeInCluster[]
}

/** The names at a spot. They differ only where nodes read one line differently. */
export function namesAt(snapshot: Snapshot, spot: Spot): NameAtSpot[] {
  const readers = nodesReading(snapshot, spot.file.path)
  const place = placeOf(spot)
  const [reader] = readers
  if (reader === undefined) return []
  const definition = [
    ...definitionUsesOn(wholeLines(place), reader.node),
    ...readers.flatMap(({ node }) => unreplacedReferences(node)),
  ].find(({ at }) => at.file === place.file && place.start <= at.end && signsBefore(at, place))
  if (definition !== undefined) return [{ ...definition, readers }]
  const found = new Map<string, NameAtSpot>()
  for (const { node, cluster, line, blocks, word } of linesAt(snapshot, spot)) {
    const use = usesOnLine(line, blocks.at(-1)).find((one) => one.word === word)
    if (use === undefined) continue
    const key = `${use.kind} ${use.text}`
    found.set(key, { ...use, readers: [...(found.get(key)?.readers ?? []), { node, cluster }] })
  }
  return [...found.values()]
}

/** Where the names of a node stand that its blocks declare, or should; of those names only `text`, if it is given. A place is told once. */
export function blockNamesOf(node: ClusterNode, text?: string): NameUse[] {
  const uses = new Map<string, NameUse>()
  const walk = (lines: readonly BoundStatement[], block: BoundStatement | undefined): void => {
    for (const line of lines) {
      if (line.match.slots.some(({ word }) => word.text === (text ?? word.text))) {
        for (const use of usesOnLine(line, block)) uses.set(keyOf(use), use)
      }
      walk(line.block, line)
    }
  }
  walk(node.bound.statements, undefined)
  return [...uses.values()]
}

/** Where the names of definitions stand in the files of a node; of these only `text`, if it is given. A place is told once. */
export function definitionNamesOf(node: ClusterNode, text = ''): NameUse[] {
  const replaced = node.reading.files.flatMap(sectionsOf).flatMap((file) => {
    if (!/[$~]/.test(file.text) || !file.text.includes(text)) return []
    return definitionUsesOn({ file, start: 0, end: file.text.length }, node)
  })
  return [...new Map([...replaced, ...unreplacedReferences(node)].map((use) => [keyOf(use), use])).values()]
}

/** What its author meant as a reference, though keepalived takes it as it stands. */
function unreplacedReferences({ bound, reading }: ClusterNode): NameUse[] {
  return [...bound.problems, ...reading.problems].flatMap((problem) => {
    const isReference = ['undefined-reference', 'undefined-definition', 'undefined-in-path'].includes(problem.kind)
    if (!isReference || !('name' in problem)) return []
    const { name, at } = problem
    const signs = /^\$\{?/.exec(textAt(at))?.[0].length ?? 0
    const place = { file: at.file, start: at.start + signs, end: at.start + signs + name.length }
    if (at.definition !== undefined || signs === 0 || textAt(place) !== name) return []
    return [{ kind: 'definition', text: name, role: 'reference', at: place, written: place, around: place }]
  })
}

/** Where a node has a name. */
export function usesOf(node: ClusterNode, { kind, text }: Name): NameUse[] {
  const uses = kind === 'definition' ? definitionNamesOf(node, text) : blockNamesOf(node, text)
  return uses.filter((use) => use.kind === kind && use.text === text)
}

/** What tells one place of a name from all others; a sequence makes several names in one place. */
export function keyOf({ kind, text, at }: NameUse): string {
  return `${kind} ${text} ${placeKey(at)}`
}

interface WordUse extends NameUse {
  readonly word: Word
}

function usesOnLine(line: BoundStatement, block: BoundStatement | undefined): WordUse[] {
  const { statement, directive, match } = line
  const argument = argumentsOf(directive, block?.directive?.body)
  return match.slots.flatMap(({ word, value, faulty }): WordUse[] => {
    if (faulty) return []
    const isName = directive?.declares !== undefined && word.start === statement.args[0]?.start
    const kind = isName ? directive.declares : value.kind === 'reference' ? value.to : undefined
    if (kind === undefined) return []
    const { file, start, end } = originOfWord(word)
    const written = writtenPlace(word)
    return [
      {
        kind,
        text: word.text,
        role: isName ? 'declaration' : 'reference',
        at: { file, start, end },
        ...(written === undefined ? {} : { written }),
        around: isName ? wholeOf(line) : { file, start, end },
        value,
        ...(argument === undefined ? {} : { argument }),
        word: statement.args.find((one) => one.start === word.start) ?? word,
      },
    ]
  })
}

/** A line with its block, as far as one file holds it. */
export function wholeOf({ statement: { keyword, args, block } }: BoundStatement): Place {
  const { file, start, end } = originOfWord(keyword)
  const last = block?.close ?? args.at(-1) ?? keyword
  const close = originOf(last.source, last)
  return { file, start, end: close.file === file && close.end > end ? close.end : end }
}

/** `${` at most. */
const REFERENCE_SIGNS = 2

/** What lies between a place and the name behind it belongs to the reference. */
function signsBefore(at: Place, place: Place): boolean {
  if (place.start >= at.start) return true
  return place.start >= at.start - REFERENCE_SIGNS && /^\$?\{?$/.test(at.file.text.slice(place.start, at.start))
}

function definitionUsesOn(lines: Place, { target }: ClusterNode): NameUse[] {
  const { file } = lines
  const uses: NameUse[] = []
  for (let start = lines.start; start <= lines.end && start < file.text.length; ) {
    const end = lineEndAt(file.text, start)
    const text = file.text.slice(start, end)
    if (/[$~]/.test(text)) uses.push(...definitionUses(withoutComment(fromFile(file, start, end), target).line))
    start = end + 1
  }
  return uses
}

/** The names of definitions on one line, behind its conditions. */
function definitionUses(whole: MappedText): NameUse[] {
  const line = sliceText(whole, /^(?:@\S*[ \t]+)*/.exec(whole.text)?.[0].length ?? 0)
  const { text } = line
  const uses: NameUse[] = []
  const add = (name: string, start: number, role: NameUse['role'], around?: { start: number; end: number }): void => {
    const at = barePlace(originOf(line, { start, end: start + name.length }))
    uses.push({
      kind: 'definition',
      text: name,
      role,
      at,
      written: at,
      around: around === undefined ? at : barePlace(originOf(line, around)),
    })
  }
  const head = definitionHead(text)
  if (head !== undefined) add(head.name, 1, 'declaration', { start: 0, end: text.trimEnd().length })
  if (isSequence(text)) {
    const sequence = readSequence(line, (numbers) => numbers)
    if ('bindings' in sequence) {
      for (const [name] of sequence.bindings(0)) {
        const found = new RegExp(`[({,][ \\t]*(${name.replace(/\W/g, '\\$&')})(?![^ \\t,)}])`).exec(text)
        if (found?.[1] === undefined) continue
        add(name, found.index + found[0].length - found[1].length, 'declaration', {
          start: 0,
          end: sequence.headLength,
        })
      }
    }
  }
  for (const { name, start, braced } of referencesIn(text)) add(name, start + (braced ? 2 : 1), 'reference')
  return uses
}
