/** What the config test says of a text that keepalived reads otherwise than it is meant: told with the mistake that leads it astray. */
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { buildConfig } from '../model/build.ts'
import { compareTexts } from '../text/compare.ts'
import { countWhile } from '../text/count-while.ts'
import { groupBy } from '../text/group-by.ts'
import { lineKey } from '../text/places.ts'
import { rememberedInStretches } from '../text/remembered.ts'
import { rangeInFile, spanInFile } from '../text/sections.ts'
import { fileKey, type Place, type SourceFile } from '../text/source-file.ts'

/** The node as keepalived itself reads it; `undefined` where that is as it is meant. */
export function nodeAsRead(node: ClusterNode): ClusterNode | undefined {
  const { asRead } = node.bound
  return asRead === undefined ? undefined : { ...node, bound: asRead.bound, config: buildConfig(asRead.bound) }
}

/**
 * The findings about what is meant, of which those are in the config test that hold for what keepalived reads as well.
 * What else it says belongs to the mistake before.
 */
export function asSaid(node: ClusterNode, meant: readonly Diagnostic[], read: readonly Diagnostic[]): Diagnostic[] {
  const said = saidOnce(read)
  const kept = meant.map((one): Diagnostic => {
    const same = said.get(keyOf(one))
    return same === undefined ? { ...one, configTest: false } : { ...one, configTest: true, explains: same.explains }
  })
  const known = new Set(meant.map(keyOf))
  const told = new Set(kept.filter(({ configTest }) => configTest).map(({ at }) => lineIn(node, at)))
  const claimed = new Set(kept.filter((_, index) => meant[index]?.configTest === true))
  const causeOf = nearestAmong(causesAmong(node, kept, claimed), node)
  const explained = groupBy(
    [...said.values()].filter((one) => !known.has(keyOf(one))),
    (one) => (isOfWhole(one) ? undefined : causeOf(one.at)),
  )
  return [
    ...kept.map((one) => withExplained(node, one, (explained.get(one) ?? []).flatMap(placesOf), told)),
    ...(explained.get(undefined) ?? []),
  ]
}

/** keepalived says it of all that a process reads, and names neither a line nor a block: no mistake explains that. */
function isOfWhole({ completion }: Diagnostic): boolean {
  return completion?.step === 0 && completion.block === undefined
}

/**
 * Findings between nodes: the config test says nothing of a line that keepalived does not read in this node, and of a whole
 * instance only what holds for it as it is read.
 */
export function whereRead(
  { bound, reading }: ClusterNode,
  found: readonly Diagnostic[],
  ofInstances: () => readonly Diagnostic[],
): readonly Diagnostic[] {
  const { asRead } = bound
  if (asRead === undefined || !found.some(({ configTest }) => configTest)) return found
  const files = new Set(reading.files.map(({ path }) => path))
  const isRead = readLinesFor(asRead.bound.statements, found.length)
  const said = new Set(ofInstances().flatMap(({ configTest, at }) => (configTest ? [startKey(at)] : [])))
  return found.map((one) => {
    if (!one.configTest || !files.has(one.at.file.path)) return one
    const isSaid = isRead(lineKey(one.at)) && (one.completion === undefined || said.has(startKey(one.at)))
    return isSaid ? one : { ...one, configTest: false }
  })
}

/** Of few lines it is asked in the sets of before; for many, these are put together. */
function readLinesFor(statements: readonly BoundStatement[], questions: number): (line: string) => boolean {
  const sets = linesOfStretches(statements)
  if (questions < FEW) return (line) => sets.some((lines) => lines.has(line))
  const all = new Set(sets.flatMap((lines) => [...lines]))
  return (line) => all.has(line)
}

const FEW = 50

const linesOfStretches = rememberedInStretches(
  (lines: readonly BoundStatement[]): ReadonlySet<string> => new Set(lines.flatMap(linesIn)),
)

function linesIn({ statement: { keyword }, block }: BoundStatement): string[] {
  return [lineKey(originOf(keyword.source, keyword)), ...block.flatMap(linesIn)]
}

/** A finding after which nothing more is said of a file stands for all that the config test says of it. */
export function standingFor(obvious: Diagnostic, node: ClusterNode, read: readonly Diagnostic[]): Diagnostic {
  const said = read.filter(({ configTest }) => configTest).flatMap(placesOf)
  const { problems } = node.bound.asRead?.bound ?? node.bound
  const nuls = node.reading.problems.filter(({ kind }) => kind === 'embedded-nul')
  const places = [...said, ...[...problems, ...nuls].map(({ at }) => at)]
  return withExplained(node, { ...obvious, configTest: false }, places, new Set())
}

/** What is in the config test: what several processes say is there once, with all that it explains. */
function saidOnce(read: readonly Diagnostic[]): ReadonlyMap<string, Diagnostic> {
  const alike = groupBy(
    read.filter(({ configTest }) => configTest),
    keyOf,
  )
  const said = new Map<string, Diagnostic>()
  for (const [key, [first, ...others]] of alike) {
    if (first === undefined) continue
    const explains = others.flatMap((one) => one.explains)
    said.set(key, explains.length === 0 ? first : { ...first, explains: [...first.explains, ...explains] })
  }
  return said
}

/** A mistake, with the lines that keepalived complains about because of it; `told`: lines that findings tell of anyway. */
function withExplained(
  node: ClusterNode,
  cause: Diagnostic,
  places: readonly Place[],
  told: ReadonlySet<string>,
): Diagnostic {
  if (places.length === 0) return cause
  const own = lineIn(node, cause.at)
  const explains = new Map(cause.explains.map((place) => [lineIn(node, place), place]))
  for (const place of places) {
    const line = lineIn(node, place)
    if (line !== own && !told.has(line) && !explains.has(line)) explains.set(line, place)
  }
  const isSaid = cause.configTest || explains.size > 0 || places.some((place) => lineIn(node, place) === own)
  return { ...cause, explains: [...explains.values()].sort(inOrderOf(node)), configTest: isSaid }
}

/**
 * The findings about what leads keepalived astray: at each such place or, where that is told elsewhere, on its line. Of several
 * it is one that is claimed to be in the config test.
 */
function causesAmong(
  node: ClusterNode,
  found: readonly Diagnostic[],
  claimed: ReadonlySet<Diagnostic>,
): readonly Diagnostic[] {
  const byPlace = groupBy(found, ({ at }) => startKey(at))
  const byLine = groupBy(found, ({ at }) => lineIn(node, at))
  const causes = node.bound.asRead?.causes ?? []
  return causes.flatMap((cause) => {
    const there = byPlace.get(startKey(cause)) ?? byLine.get(lineIn(node, cause)) ?? []
    return there.find((one) => claimed.has(one)) ?? there[0] ?? []
  })
}

/** Finds the last mistake above a place, else the first one below. */
function nearestAmong(causes: readonly Diagnostic[], node: ClusterNode): (place: Place) => Diagnostic | undefined {
  const offsets = new Map(causes.map((cause) => [cause, offsetIn(node, cause.at)]))
  const byFile = groupBy(causes, ({ at }) => at.file.path)
  for (const inFile of byFile.values()) {
    inFile.sort((one, other) => (offsets.get(one) ?? 0) - (offsets.get(other) ?? 0))
  }
  return (place) => {
    const inFile = byFile.get(place.file.path) ?? []
    const offset = offsetIn(node, place)
    const above = countWhile(inFile, (one) => (offsets.get(one) ?? 0) <= offset)
    return inFile[above - 1] ?? inFile[0] ?? causes[0]
  }
}

function placesOf({ at, explains }: Diagnostic): Place[] {
  return [at, ...explains]
}

function offsetIn(node: ClusterNode, place: Place): number {
  return spanInFile(wholeOf(node, place), place).start
}

function inOrderOf(node: ClusterNode): (one: Place, other: Place) => number {
  return (one, other) => compareTexts(one.file.path, other.file.path) || offsetIn(node, one) - offsetIn(node, other)
}

/** A line of a file, whatever pieces the file is read in. */
function lineIn(node: ClusterNode, place: Place): string {
  return `${rangeInFile(wholeOf(node, place), place).start.line} ${place.file.path}`
}

/** The file that a place stands in, which may be in a piece of it. */
function wholeOf({ reading }: ClusterNode, { file }: Place): SourceFile {
  return reading.files.find(({ path }) => path === file.path) ?? file
}

function keyOf({ rule, at }: Diagnostic): string {
  return `${rule} ${startKey(at)}`
}

/** Where a place begins: what stands there may be longer in one of the readings. */
function startKey({ file, start }: Place): string {
  return `${start} ${fileKey(file)}`
}
