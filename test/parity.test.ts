/** What kalint and the config test of keepalived say agrees on the fixtures, and on mutants of them. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixtureCases } from '../parity/cases.ts'
import { type ConfigCase, configTests, versionOf } from '../parity/daemon.ts'
import { mutantsOf } from '../parity/mutants.ts'
import { add, agreementOf, newTally, type Tally } from '../parity/tally.ts'

const BINARY = '/usr/sbin/keepalived'
const MUTANTS = 2000
/** For a busy machine, in milliseconds. */
const PATIENCE = 600_000

const version = versionOf(BINARY)
const fixtures = fixtureCases(join(import.meta.dirname, '../fixtures'))

/** Compares all of the configurations. */
async function tallied(cases: readonly ConfigCase[], release: string): Promise<Tally> {
  const results = await configTests(BINARY, cases)
  const tally = newTally()
  for (const [index, one] of cases.entries()) {
    const result = results[index]
    if (result === undefined) throw new Error(`${one.name} was not tested`)
    add(tally, one, result, release)
  }
  return tally
}

/** Percent, as docs/parity.md explains: it is to be 100, and must not become less than it is. */
const LEAST = { messages: 99.9, findings: 99.9, verdicts: 99.9 }

function expectEnough(tally: Tally): void {
  const { messages, findings, verdicts } = agreementOf(tally)
  const texts = tally.disagreements.map(({ of, text }) => `${of.name}: ${text}`)
  const about = texts.slice(0, 20).join('\n')
  expect(tally.crashes, about).toBe(0)
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
    expectEnough(await tallied(fixtures, version ?? ''))
  })

  it(`agree on ${MUTANTS} mutants of them`, async () => {
    expectEnough(await tallied(mutantsOf(fixtures, MUTANTS, 1), version ?? ''))
  })
})
