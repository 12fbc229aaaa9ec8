/** The clusters that real daemons ran: their events happen to what is there, and what came out is recorded. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FailoverEvent } from '../src/failover/event.ts'
import { comparisonsOf } from '../validation/agreement.ts'
import { clusterFixtures, RELEASES, readObserved } from '../validation/fixtures.ts'
import { virtualAddresses } from '../validation/settings.ts'

const clusters = clusterFixtures(join(import.meta.dirname, '../fixtures/failover'))

describe('the clusters that real daemons ran', () => {
  it('are many', () => {
    expect(clusters.length).toBeGreaterThanOrEqual(65)
    expect(clusters.flatMap(({ scenarios }) => scenarios).length).toBeGreaterThanOrEqual(130)
  })

  it.for(clusters)('$name: events happen to what is there', ({ nodes, scenarios }) => {
    const texts = new Map(nodes.map(({ name, text }) => [name, text]))
    const isThere = ({ node, peer, name }: FailoverEvent): boolean =>
      texts.has(node) && (peer === undefined || texts.has(peer)) && (name === undefined || knows(texts.get(node), name))
    expect(scenarios.length).toBeGreaterThan(0)
    expect(scenarios.flatMap(({ events }) => events).filter((event) => !isThere(event))).toEqual([])
  })

  it.for(
    clusters.flatMap((cluster) => RELEASES.map((release) => ({ ...cluster, release }))),
  )('$name: all scenarios are recorded with $release', ({ folder, nodes, scenarios, release }) => {
    const observed = readObserved(folder, release)
    expect(Object.keys(observed)).toEqual(scenarios.map(({ line }) => line))
    const addresses = [...new Set(nodes.flatMap(({ text }) => virtualAddresses(text)))].sort()
    const names = nodes.map(({ name }) => name)
    for (const { holders } of Object.values(observed)) {
      expect(Object.keys(holders).sort()).toEqual(addresses)
      expect(
        Object.values(holders)
          .flat()
          .filter((node) => !names.includes(node)),
      ).toEqual([])
    }
  })
})

describe('the simulator', () => {
  it.for(
    clusters.flatMap((cluster) => RELEASES.map((release) => ({ ...cluster, release }))),
  )('says of $name what daemons of $release did', ({ release, ...cluster }) => {
    const different = comparisonsOf(cluster, release).filter(({ disagreement }) => disagreement !== undefined)
    expect(different.map(({ line, disagreement }) => `${line}: ${disagreement}`)).toEqual([])
  })
})

function knows(text: string | undefined, name: string): boolean {
  return text?.split(/[\s{}]+/).includes(name) === true
}
