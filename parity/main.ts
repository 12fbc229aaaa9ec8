/** `npm run parity`: how far kalint and keepalived's config test agree, on fixtures, mutants and a corpus. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type CorpusCase, corpusCases, fixtureCases } from './cases.ts'
import { type ConfigCase, configTests, versionOf } from './daemon.ts'
import { mutantsOf } from './mutants.ts'
import { reduced } from './reduce.ts'
import { add, agreementOf, newTally, type Tally } from './tally.ts'

const { values: options } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    mutants: { type: 'string' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string' },
    binary: { type: 'string', default: 'keepalived' },
    only: { type: 'string', default: '' },
    show: { type: 'string', default: '20' },
    'at-least': { type: 'string', default: '100' },
  },
})

/** How many mutants are tested at once: all of their findings are kept in memory. */
const CHUNK = 1000

const root = process.argv[1] === undefined ? '.' : join(process.argv[1], '../..')
const binary = spawnSync('which', [options.binary], { encoding: 'utf8' }).stdout.trim()
const version = versionOf(binary)
let isAgreed = true

if (version === undefined) {
  console.log(`${options.binary} cannot be run in a namespace of its own: only the corpus is compared.`)
} else {
  const fixtures = fixtureCases(join(root, 'fixtures')).filter(({ name }) => name.includes(options.only))
  await live(`fixtures, ${version}`, version, [fixtures])
  const count = Number(options.mutants ?? (options.long ? 50_000 : 2000))
  await live(`${count} mutants, ${version}`, version, mutantChunks(fixtures, count))
}
if (options.corpus !== undefined) {
  const cases = corpusCases(options.corpus)
  for (const kind of ['wild', 'coverage'] as const) {
    const ofKind = cases.filter((one) => one.kind === kind)
    for (const recorded of new Set(ofKind.flatMap((one) => [...one.recorded.keys()])))
      fromRecord(kind, recorded, ofKind)
  }
}
process.exitCode = isAgreed ? 0 : 1

function* mutantChunks(bases: readonly ConfigCase[], count: number): Generator<ConfigCase[]> {
  const seed = Number(options.seed)
  for (let done = 0; done < count; done += CHUNK) yield mutantsOf(bases, Math.min(CHUNK, count - done), seed + done)
}

/** Compares with a keepalived that is installed. */
async function live(title: string, release: string, chunks: Iterable<readonly ConfigCase[]>): Promise<void> {
  const tally = newTally()
  for (const cases of chunks) {
    const results = await configTests(binary, cases)
    for (const [index, one] of cases.entries()) {
      const result = results[index]
      if (result !== undefined) add(tally, one, result, release)
    }
  }
  report(title, tally)
  const first = new Map([...tally.disagreements].reverse().map((one) => [one.signature, one]))
  for (const one of [...first.values()].reverse().slice(0, Number(options.show))) {
    const small = one.of.files.size === 1 ? await reduced(binary, release, one) : one.of
    console.log(`\n# ${one.text}\n# ${one.of.name}\n${textOf(small)}`)
  }
}

/** Compares with what was written down of a keepalived that is not here. */
function fromRecord(kind: string, release: string, cases: readonly CorpusCase[]): void {
  const tally = newTally()
  for (const one of cases) {
    const result = one.recorded.get(release)
    if (result !== undefined) add(tally, one, result, release)
  }
  report(`${kind} files of the corpus, ${release}`, tally)
  for (const { of, text } of tally.disagreements.slice(0, Number(options.show))) console.log(`${of.name}: ${text}`)
}

function report(title: string, tally: Tally): void {
  const { messages, missed, findings, unconfirmed, verdicts, agreeing, longest, slowest } = tally
  const isEnough = Object.values(agreementOf(tally)).every((percent) => percent >= Number(options['at-least']))
  if (!isEnough || tally.crashes > 0) isAgreed = false
  console.log(
    `${title}: ${share(messages - missed, messages)} messages matched, ${share(findings - unconfirmed, findings)} findings confirmed, ` +
      `${share(agreeing, verdicts)} verdicts agree; longest analysis ${longest.toFixed(0)} ms (${slowest})`,
  )
  const counts = new Map<string, number>()
  for (const { signature } of tally.disagreements) counts.set(signature, (counts.get(signature) ?? 0) + 1)
  for (const [signature, count] of [...counts].sort(([, one], [, other]) => other - one)) {
    console.log(`  ${count} × ${signature}`)
  }
}

function share(part: number, whole: number): string {
  return `${part} of ${whole}`
}

function textOf({ entry, files }: ConfigCase): string {
  return Buffer.from(files.get(entry) ?? []).toString('latin1')
}
