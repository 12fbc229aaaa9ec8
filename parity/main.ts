/** `npm run parity`: how far kalint and keepalived's config test agree, on fixtures, mutants and a corpus. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type CorpusCase, corpusCases, fixtureCases } from './cases.ts'
import { type Comparison, compare, type Linted } from './compare.ts'
import { type ConfigCase, type ConfigTest, configTests, versionOf } from './daemon.ts'
import { type Disagreement, disagreementsIn } from './disagreements.ts'
import { linted } from './linted.ts'
import { mutantsOf } from './mutants.ts'
import { reduced } from './reduce.ts'

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
    for (const [index, one] of cases.entries()) add(tally, one, results[index], release)
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
  for (const one of cases) add(tally, one, one.recorded.get(release), release)
  report(`${kind} files of the corpus, ${release}`, tally)
  for (const { of, text } of tally.disagreements.slice(0, Number(options.show))) console.log(`${of.name}: ${text}`)
}

interface Tally {
  messages: number
  missed: number
  findings: number
  unconfirmed: number
  verdicts: number
  agreeing: number
  /** Milliseconds. */
  longest: number
  slowest: string
  readonly disagreements: Disagreement[]
}

function newTally(): Tally {
  const none = { messages: 0, missed: 0, findings: 0, unconfirmed: 0, verdicts: 0, agreeing: 0 }
  return { ...none, longest: 0, slowest: '', disagreements: [] }
}

function add(tally: Tally, one: ConfigCase, result: ConfigTest | undefined, release: string): void {
  if (result === undefined) return
  const findings = timed(tally, one, release)
  if (findings === undefined) return
  const comparison: Comparison = compare(findings, result)
  tally.messages += comparison.messages
  tally.missed += comparison.missed.length
  tally.findings += comparison.findings
  tally.unconfirmed += comparison.unconfirmed.length
  if (comparison.verdict !== 'none') tally.verdicts++
  if (comparison.verdict === 'agrees') tally.agreeing++
  tally.disagreements.push(...disagreementsIn(one, comparison))
}

/** Milliseconds; an analysis that takes longer is repeated, because a busy machine is no property of the analysis. */
const LONG = 100

function timed(tally: Tally, one: ConfigCase, release: string): Linted | undefined {
  const times: number[] = []
  try {
    for (;;) {
      const start = performance.now()
      const findings = linted(one, release)
      times.push(performance.now() - start)
      if (Math.min(...times) <= LONG || times.length === 3) {
        const shortest = Math.min(...times)
        if (shortest > tally.longest) Object.assign(tally, { longest: shortest, slowest: one.name })
        return findings
      }
    }
  } catch (error) {
    tally.disagreements.push({ of: one, text: `kalint crashed: ${error}`, signature: `crash: ${error}` })
    return undefined
  }
}

function report(title: string, tally: Tally): void {
  const { messages, missed, findings, unconfirmed, verdicts, agreeing, longest, slowest } = tally
  const shares = [
    [missed, messages],
    [unconfirmed, findings],
    [verdicts - agreeing, verdicts],
  ] as const
  const isEnough = shares.every(([part, whole]) => part <= (1 - Number(options['at-least']) / 100) * whole)
  if (!isEnough || tally.disagreements.some(({ signature }) => signature.startsWith('crash'))) isAgreed = false
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
