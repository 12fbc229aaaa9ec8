/** Fuzzing over bytes: whatever a file holds, all steps from its text to what is shown keep their promises. */
import { decode } from '../../src/text/source-file.ts'
import { configFolders, factsTexts, longFiles, settingsTexts } from '../fixture-texts.ts'
import type { Random } from '../random.ts'
import type { Shape, Sources } from '../shape.ts'
import { mutatedBytes } from './mutations.ts'
import { TARGETS, type TargetName } from './targets.ts'

/** Bytes, and what is done with them. */
export interface BytesInput {
  readonly target: TargetName
  /** Chooses among releases and other options. */
  readonly variant: number
  /** Latin-1; a record separator stands between the files. */
  readonly bytes: string
}

/** Stands between two files of an input: it means nothing to keepalived. */
const SEPARATOR = '\x1e'

/** What reads files of their own kinds, where the other targets read configurations. */
const OTHERS: ReadonlySet<TargetName> = new Set(['settings', 'facts', 'baseline'])

const ON_CONFIGS = Object.keys(TARGETS).filter((name) => !OTHERS.has(name as TargetName)) as TargetName[]

export function bytesShape(sources: Sources): Shape<BytesInput> {
  let known: readonly BytesInput[] | undefined
  return {
    seeds: () => {
      known ??= seedsFrom(sources)
      return known
    },
    mutated: (input, random, another) => {
      const isConfig = !OTHERS.has(input.target)
      const target = isConfig && random.percent(30) ? random.pick(ON_CONFIGS) : input.target
      const variant = random.percent(20) ? random.below(64) : input.variant
      return { target, variant, bytes: mutatedBytes(input.bytes, random, () => piecesFor(input, random, another)) }
    },
    check: ({ target, variant, bytes }) => {
      const texts = bytes.split(SEPARATOR).map((part) => decode(Buffer.from(part, 'latin1')))
      TARGETS[target](texts, variant)
    },
    allowance: ({ target, bytes }) => (LINTS[target] ?? 1) * (/~\s*(SEQ|LST)/.test(bytes) ? EXPANDED : PLAIN),
  }
}

/** Milliseconds for linting once what takes some: in a file as long as an input, and in what little of it may expand to. */
const PLAIN = 1000
const EXPANDED = 4000

/** How often a target lints, about. */
const LINTS: Partial<Readonly<Record<TargetName, number>>> = { lint: 3, template: 3, edits: 12, fixes: 20, failover: 3 }

/** Another input of the same kind, if one turns up soon. */
function piecesFor({ target }: BytesInput, random: Random, another: () => BytesInput): string {
  for (let tries = 0; tries < 5; tries++) {
    const { target: other, bytes } = another()
    if (OTHERS.has(other) === OTHERS.has(target)) return random.percent(50) ? (bytes.split(SEPARATOR)[0] ?? '') : bytes
  }
  return ''
}

function seedsFrom(sources: Sources): BytesInput[] {
  const folders = configFolders(sources)
  const long = longFiles(folders).map(
    (folder, index): BytesInput => ({ target: 'edits', variant: index % 64, bytes: Object.values(folder)[0] ?? '' }),
  )
  const configs = folders.map((folder, index): BytesInput => {
    const [first = '', second = '', third = ''] = Object.values(folder)
    const bytes = [first, second, third].join(SEPARATOR)
    return { target: ON_CONFIGS[index % ON_CONFIGS.length] ?? 'lint', variant: index % 64, bytes }
  })
  const settings = settingsTexts(sources).map((bytes): BytesInput => ({ target: 'settings', variant: 0, bytes }))
  const facts = factsTexts(sources).map((bytes): BytesInput => ({ target: 'facts', variant: 0, bytes }))
  return [...configs, ...long, ...settings, ...facts, { target: 'baseline', variant: 0, bytes: BASELINE }]
}

const BASELINE = `{ "version": 1, "findings": [{ "file": "a.conf", "rule": "no-failover", "fingerprint": "${'0'.repeat(32)}", "count": 1 }] }`
