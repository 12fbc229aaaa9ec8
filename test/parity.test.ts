/** What kalint and the config test of keepalived say agrees on the fixtures, and on mutants of them. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixtureCases } from '../parity/cases.ts'
import { compare } from '../parity/compare.ts'
import { type ConfigCase, configTests, versionOf } from '../parity/daemon.ts'
import { disagreementsIn } from '../parity/disagreements.ts'
import { linted } from '../parity/linted.ts'
import { mutantsOf } from '../parity/mutants.ts'

const BINARY = '/usr/sbin/keepalived'
const MUTANTS = 2000
/** For a busy machine, in milliseconds. */
const PATIENCE = 600_000

const version = versionOf(BINARY)
const fixtures = fixtureCases(join(import.meta.dirname, '../fixtures'))

/** How much of what both say agrees, in percent, and what does not, one text each. */
async function agreement(cases: readonly ConfigCase[], release: string): Promise<Agreement> {
  const results = await configTests(BINARY, cases)
  const compared = cases.map((one, index) => {
    const result = results[index]
    if (result === undefined) throw new Error(`${one.name} was not tested`)
    const comparison = compare(linted(one, release), result)
    const texts = disagreementsIn(one, comparison).map(({ text }) => `${one.name}: ${text}`)
    return { ...comparison, texts }
  })
  const sum = (count: (one: (typeof compared)[number]) => number): number =>
    compared.reduce((total, one) => total + count(one), 0)
  return {
    messages: 100 * (1 - sum(({ missed }) => missed.length) / sum(({ messages }) => messages)),
    findings: 100 * (1 - sum(({ unconfirmed }) => unconfirmed.length) / sum(({ findings }) => findings)),
    verdicts: 100 * (1 - sum(({ verdict }) => Number(verdict.startsWith('only'))) / cases.length),
    texts: compared.flatMap(({ texts }) => texts),
  }
}

interface Agreement {
  readonly messages: number
  readonly findings: number
  readonly verdicts: number
  readonly texts: readonly string[]
}

/** Percent, as docs/parity.md explains: it is to be 100, and must not become less than it is. */
const LEAST = { messages: 99.5, findings: 99.5, verdicts: 99.5 }

function expectEnough({ messages, findings, verdicts, texts }: Agreement): void {
  const about = texts.slice(0, 20).join('\n')
  expect(messages, about).toBeGreaterThanOrEqual(LEAST.messages)
  expect(findings, about).toBeGreaterThanOrEqual(LEAST.findings)
  expect(verdicts, about).toBeGreaterThanOrEqual(LEAST.verdicts)
}

describe('the test against keepalived', () => {
  it('is not skipped in CI', () => {
    expect(version !== undefined || process.env.CI === undefined, `${BINARY} cannot be run`).toBe(true)
  })
})

describe.skipIf(version === undefined)(`keepalived ${version} and kalint`, { timeout: PATIENCE }, () => {
  it('agree on the fixtures', async () => {
    expectEnough(await agreement(fixtures, version ?? ''))
  })

  it(`agree on ${MUTANTS} mutants of them`, async () => {
    expectEnough(await agreement(mutantsOf(fixtures, MUTANTS, 1), version ?? ''))
  })
})
