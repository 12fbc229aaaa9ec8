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

/** What keepalived and kalint say differently, one text each. */
async function disagreements(cases: readonly ConfigCase[], release: string): Promise<string[]> {
  const results = await configTests(BINARY, cases)
  return cases.flatMap((one, index) => {
    const result = results[index]
    if (result === undefined) throw new Error(`${one.name} was not tested`)
    return disagreementsIn(one, compare(linted(one, release), result)).map(({ text }) => `${one.name}: ${text}`)
  })
}

describe('the test against keepalived', () => {
  it('is not skipped in CI', () => {
    expect(version !== undefined || process.env.CI === undefined, `${BINARY} cannot be run`).toBe(true)
  })
})

describe.skipIf(version === undefined)(`keepalived ${version} and kalint`, { timeout: PATIENCE }, () => {
  it('agree on the fixtures', async () => {
    expect(await disagreements(fixtures, version ?? '')).toEqual([])
  })

  it(`agree on ${MUTANTS} mutants of them`, async () => {
    expect(await disagreements(mutantsOf(fixtures, MUTANTS, 1), version ?? '')).toEqual([])
  })
})
