/** Changes to a folder of configurations: mistakes in lines and words, parts that become includes, settings, facts, templates. */
import { mutantsOf } from '../../parity/mutants.ts'
import { rules } from '../../src/rules/index.ts'
import { mutatedBytes } from '../bytes/mutations.ts'
import type { Random } from '../random.ts'

/** Texts by path; bytes as Latin-1. */
export type Files = Readonly<Record<string, string>>

/** What a change may take from elsewhere. */
export interface Elsewhere {
  /** Settings and facts files of the fixtures. */
  readonly settings: readonly string[]
  readonly facts: readonly string[]
  readonly another: () => Files
}

/** The files after one change; most of the time one node is changed, and those beside it stay as they are. */
export function mutatedFiles(files: Files, random: Random, elsewhere: Elsewhere): Files {
  const paths = Object.keys(files).filter((path) => !/\.(yaml|json)$/.test(path))
  if (paths.length === 0) return { ...files, 'a.conf': '' }
  const path = random.pick(paths)
  const text = files[path] ?? ''
  const share = random.below(100)
  if (share < 60) return { ...files, [path]: withMistakes(text, random) }
  if (share < 68) return withInclude(files, path, random)
  if (share < 74) return { ...files, [path]: mutatedBytes(text, random, () => random.pick(Object.values(files))) }
  if (share < 80) return { ...files, 'kalint.yaml': settingsFor(files, random, elsewhere) }
  if (share < 84) return { ...files, 'facts.json': mutatedOrNot(random.pick(elsewhere.facts), random) }
  if (share < 88) return { ...files, 'kalint-baseline.json': mutatedOrNot(BASELINE, random) }
  if (share < 92) return asTemplate(files, path, random)
  if (share < 95) return { ...files, [`copy${random.below(4)}.conf`]: withMistakes(text, random) }
  if (share < 98) {
    const others = Object.entries(elsewhere.another())
    if (others.length === 0 || Object.keys(files).length >= MOST_FILES) return files
    const [name, other] = random.pick(others)
    return { ...files, [name]: other }
  }
  const { [path]: _, ...rest } = files
  return rest
}

const MOST_FILES = 6

/** One to three of the mistakes that parity makes: the same kinds, made by the same code. */
function withMistakes(text: string, random: Random): string {
  const files = new Map([['base.conf', Buffer.from(text, 'latin1')]])
  const base = { name: 'base', entry: 'base.conf', configId: '', files }
  const [mutant] = mutantsOf([base], 1, random.below(2 ** 31))
  return Buffer.from(mutant?.files.get('mutant.conf') ?? []).toString('latin1')
}

/** Some lines move to a file of their own, or a file includes another one, itself, or what a pattern matches. */
function withInclude(files: Files, path: string, random: Random): Files {
  const lines = (files[path] ?? '').split('\n')
  const start = random.below(lines.length)
  if (random.percent(40)) {
    const target = random.pick([
      ...Object.keys(files),
      '*',
      '*.conf',
      '{a,b}*',
      '../x',
      'nowhere.conf',
      '/etc/hostname',
    ])
    return { ...files, [path]: lines.toSpliced(start, 0, `include ${target}`).join('\n') }
  }
  const count = 1 + random.below(8)
  const part = `part${random.below(3)}.inc`
  return {
    ...files,
    [path]: lines.toSpliced(start, count, `include ${part}`).join('\n'),
    [part]: `${lines.slice(start, start + count).join('\n')}\n`,
  }
}

function settingsFor(files: Files, random: Random, { settings }: Elsewhere): string {
  if (random.percent(30)) return mutatedOrNot(random.pick(settings), random)
  const nodes = Object.keys(files).filter((path) => !/\.(inc|yaml|json)$/.test(path))
  const some = rules.filter(() => random.percent(3)).map(({ name }) => `  ${name}: ${random.pick(SEVERITIES)}`)
  const text = [
    'clusters:',
    `  web: [${nodes.join(', ')}]`,
    ...(random.percent(30) ? [`  mail: [${nodes.slice(1).join(', ')}]`] : []),
    ...(some.length > 0 ? ['rules:', ...some] : []),
    ...(random.percent(30) ? [`target: "${random.pick(['2.2.7', '2.4.3', '1.3.5', '9.9.9'])}"`] : []),
    '',
  ].join('\n')
  return random.percent(25) ? mutatedBytes(text, random, () => text) : text
}

const SEVERITIES = ['error', 'warning', 'info', 'off', 'fatal']

const BASELINE = `{"version": 1, "findings": [{"file": "a.conf", "rule": "no-failover", "fingerprint": "${'0'.repeat(32)}", "count": 1}]}`

function mutatedOrNot(text: string, random: Random): string {
  return random.percent(50) ? text : mutatedBytes(text, random, () => text)
}

/** The file becomes a template: values and lines of it are tags. */
function asTemplate(files: Files, path: string, random: Random): Files {
  const { [path]: text = '', ...rest } = files
  const [ending, value, opening, closing] = random.pick(LANGUAGES)
  const lines = text.replace(/(?<=\s)\d+(?=\s)/g, (number) => (random.percent(20) ? value : number)).split('\n')
  const start = random.below(lines.length)
  const end = start + random.below(Math.min(12, lines.length - start))
  const withBranch = lines.toSpliced(end, 0, closing).toSpliced(start, 0, opening)
  return { ...rest, [`${path}${ending}`]: withBranch.join('\n') }
}

const LANGUAGES = [
  ['.j2', '{{ x }}', '{% if a %}', '{% endif %}'],
  ['.j2', '{{ x }}', '{% for a in b %}', '{% endfor %}'],
  ['.erb', '<%= x %>', '<% if a %>', '<% end %>'],
  ['.tmpl', '{{ .X }}', '{{ if .A }}', '{{ end }}'],
  ['.tftpl', '${x}', '%{ if a }', '%{ endif }'],
] as const
