/** Clusters without a mistake that nobody wrote by hand: nothing is told about them, and keepalived accepts them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newestRelease } from '../../grammar/releases.ts'
import { type ConfigCase, configTests, versionOf } from '../../parity/daemon.ts'
import { lint, type Report } from '../../src/engine/lint.ts'
import { positionAt, sourceFile } from '../../src/text/source-file.ts'
import { filesInMemory } from '../files-in-memory.ts'
import { type GeneratedCluster, generatedCluster } from './cluster.ts'
import { drawFrom, seeded } from './draw.ts'
import { faults } from './faults.ts'
import { type WrittenCluster, written } from './layout.ts'

/** Each kind of fault is made in as many of them as it applies to, up to a number that keeps the test short. */
const CLUSTERS_WITH_FAULTS = 120
const MOST_FAULTS = 8
/** One that can be made in fewer clusters proves little. */
const LEAST_FAULTS = 5

const clusters = fc.gen().map((gen) => generatedCluster(drawFrom(gen)))

function linted({ files, entries }: WrittenCluster): Report {
  const sources = new Map([...files].map(([path, text]) => [path, sourceFile(path, text)]))
  return lint([{ entries: entries.flatMap((path) => sources.get(path) ?? []), how: 'named' }], {
    files: filesInMemory(new Map([...sources].map(([path, file]) => [path, { kind: 'text', file }]))),
    target: newestRelease(),
    configIds: [],
    sharedLan: 'unknown',
    secrets: 'masked',
  })
}

describe('a clean cluster', () => {
  it('gives no error and no warning', () => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        const text = written(cluster)
        const told = linted(text).diagnostics.filter(({ severity }) => severity !== 'info')
        const messages = told.map(({ rule, message, at }) => `${rule}: ${message} (${at.file.path} ${at.start})`)
        expect(messages, listing(text)).toEqual([])
      }),
      { seed: 5, numRuns: 500 },
    )
  })
})

describe('a mistake in a clean cluster', () => {
  const pairs = fc.sample(fc.tuple(clusters, fc.nat()), { seed: 11, numRuns: CLUSTERS_WITH_FAULTS })

  it.each(faults)('is told where it is: $name', ({ rule, inject }) => {
    const faulty = pairs.flatMap(([cluster, seed]) => inject(cluster, seeded(seed)) ?? []).slice(0, MOST_FAULTS)
    expect(faulty.length).toBeGreaterThanOrEqual(LEAST_FAULTS)
    for (const { cluster, at } of faulty) {
      const text = written(cluster)
      const { diagnostics } = linted(text)
      const places = diagnostics
        .filter((diagnostic) => diagnostic.rule === rule)
        .flatMap((diagnostic) => [diagnostic.at, ...diagnostic.related.map((related) => related.at)])
        .map(({ file, start }) => placeText(file.path, positionAt(file, start).line - 1))
      const expected = at
        .flatMap((line) => text.places.get(line) ?? [])
        .map((place) => placeText(place.path, place.line))
      const isFound = expected.some((place) => places.includes(place))
      const told = diagnostics.map(({ rule, message }) => `${rule}: ${message}`)
      if (!isFound) expect({ places, told }, listing(text)).toEqual({ places: expected, told: [rule] })
    }
  })
})

function placeText(path: string, line: number): string {
  return `${path} line ${line + 1}`
}

function listing({ files }: WrittenCluster): string {
  return [...files].map(([path, content]) => `==> ${path}\n${content}`).join('\n')
}

const BINARY = '/usr/sbin/keepalived'
const NODES = 100
const version = versionOf(BINARY)

/** The nodes of a cluster as keepalived is started on them. */
function startsOf(cluster: GeneratedCluster, index: number): ConfigCase[] {
  const { files, entries } = written(cluster)
  const bytes = new Map([...files].map(([path, text]) => [path, Buffer.from(text)]))
  // The interfaces of the test are those that texts name, and behind a definition their names are not seen.
  const words = [...files.values()].join('\n').match(/\b(?:eth|ens|enp|bond|br)\d[\w.]*/g) ?? []
  bytes.set('interfaces', Buffer.from([...new Set(words)].map((word) => `interface ${word}\n`).join('')))
  return cluster.nodes.map(({ name }, node) => ({
    name: `cluster ${index}, ${name}`,
    entry: entries[node] ?? entries[0] ?? '',
    files: bytes,
    configId: name,
  }))
}

describe.skipIf(version === undefined)(`keepalived ${version}`, () => {
  it(`accepts ${NODES} nodes of clean clusters without a word`, async () => {
    const cases = fc.sample(clusters, { seed: 7, numRuns: NODES }).flatMap(startsOf).slice(0, NODES)
    const results = await configTests(BINARY, cases)
    const told = results.flatMap(({ exit, messages }, index) =>
      exit === 0 && messages.length === 0 ? [] : [{ name: cases[index]?.name, exit, messages, index }],
    )
    expect(told).toEqual([])
  })
})
