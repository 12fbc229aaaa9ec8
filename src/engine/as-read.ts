/** What the config test says of a text that keepalived reads otherwise than it is meant: told with the mistake that leads it astray. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { buildConfig } from '../model/build.ts'
import { compareTexts } from '../text/compare.ts'
import { groupBy } from '../text/group-by.ts'
import { spanInFile } from '../text/sections.ts'
import { fileKey, type Place, positionAt } from '../text/source-file.ts'

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
  const said = saidIn(read)
  const kept = meant.map((one): Diagnostic => {
    const same = said.get(keyOf(one))
    return same === undefined ? { ...one, configTest: false } : { ...one, configTest: true, explains: same.explains }
  })
  const known = new Set(meant.map(keyOf))
  const told = new Set(kept.filter(({ configTest }) => configTest).map(({ at }) => lineOf(at)))
  const causes = causesAmong(node, kept)
  const others: Diagnostic[] = []
  const explained = new Map<Diagnostic, Place[]>()
  for (const one of said.values()) {
    if (known.has(keyOf(one))) continue
    const cause = nearest(node, causes, one.at)
    if (cause === undefined) others.push(one)
    else explained.set(cause, [...(explained.get(cause) ?? []), one.at, ...one.explains])
  }
  return [...kept.map((one) => withExplained(one, explained.get(one) ?? [], told)), ...others]
}

/** What the config test says, by what it is about: each process says what stands outside of all blocks, with consequences of its own. */
function saidIn(read: readonly Diagnostic[]): ReadonlyMap<string, Diagnostic> {
  const byKey = groupBy(
    read.filter(({ configTest }) => configTest),
    keyOf,
  )
  return new Map(
    [...byKey].flatMap(([key, all]) => {
      const [first] = all
      return first === undefined ? [] : [[key, { ...first, explains: all.flatMap(({ explains }) => explains) }]]
    }),
  )
}

/** A finding after which nothing more is said of a file stands for all that the config test says. */
export function standingFor(obvious: Diagnostic, read: readonly Diagnostic[]): Diagnostic {
  const said = read.filter(({ configTest }) => configTest).flatMap(({ at, explains }) => [at, ...explains])
  return withExplained({ ...obvious, configTest: false }, said, new Set())
}

/** A mistake, with the lines that keepalived complains about because of it; `told`: lines that findings tell of anyway. */
function withExplained(cause: Diagnostic, places: readonly Place[], told: ReadonlySet<string>): Diagnostic {
  if (places.length === 0) return cause
  const own = lineOf(cause.at)
  const explains = new Map(cause.explains.map((place) => [lineOf(place), place]))
  for (const place of places) {
    const line = lineOf(place)
    if (line !== own && !told.has(line) && !explains.has(line)) explains.set(line, place)
  }
  const isSaid = cause.configTest || explains.size > 0 || places.some((place) => lineOf(place) === own)
  return { ...cause, explains: [...explains.values()].sort(byPlace), configTest: isSaid }
}

/** The findings about what leads keepalived astray: at each such place or, where that is told elsewhere, on its line. */
function causesAmong({ bound }: ClusterNode, found: readonly Diagnostic[]): readonly Diagnostic[] {
  const byPlace = groupBy(found, ({ at }) => placeOf(at))
  const byLine = groupBy(found, ({ at }) => lineOf(at))
  const causes = bound.asRead?.causes ?? []
  return causes.flatMap((cause) => (byPlace.get(placeOf(cause)) ?? byLine.get(lineOf(cause)))?.slice(0, 1) ?? [])
}

/** The last mistake above a place, else the first one below. */
function nearest(node: ClusterNode, causes: readonly Diagnostic[], place: Place): Diagnostic | undefined {
  const inFile = causes.filter(({ at }) => at.file.path === place.file.path)
  const offset = offsetIn(node, place)
  const above = inFile.filter(({ at }) => offsetIn(node, at) <= offset)
  const last = above.reduce<Diagnostic | undefined>(
    (best, one) => (best === undefined || offsetIn(node, one.at) >= offsetIn(node, best.at) ? one : best),
    undefined,
  )
  return last ?? inFile[0] ?? causes[0]
}

function offsetIn({ reading }: ClusterNode, { file, start, end }: Place): number {
  const whole = reading.files.find(({ path }) => path === file.path) ?? file
  return spanInFile(whole, { file, start, end }).start
}

function byPlace(one: Place, other: Place): number {
  return compareTexts(fileKey(one.file), fileKey(other.file)) || one.start - other.start
}

function keyOf({ rule, at }: Diagnostic): string {
  return `${rule} ${placeOf(at)}`
}

function placeOf({ file, start }: Place): string {
  return `${start} ${fileKey(file)}`
}

function lineOf({ file, start }: Place): string {
  return `${positionAt(file, start).line} ${fileKey(file)}`
}
