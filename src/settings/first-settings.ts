/** The text of a first settings file: the clusters that were found, and what else may be set as comments. */
import { stringify } from 'yaml'
import { newestRelease } from '../../grammar/releases.ts'
import { stemOf } from '../cluster/names.ts'
import { baseName } from '../text/files.ts'

/** The files of nodes that belong together, relative to the settings file. */
export interface FoundCluster {
  readonly name: string
  readonly files: readonly string[]
}

/** The text of a settings file for these clusters; `single`: files that belong to none. */
export function firstSettings(clusters: readonly FoundCluster[], single: readonly string[]): string {
  const lines = clusters.flatMap(({ name, files }) => [
    `  ${quoted(name)}:`,
    ...files.map((file) => `    - ${quoted(file)}`),
  ])
  const written =
    lines.length > 0 ? ['clusters:', ...lines] : ['# clusters:', '#   web:', '#     - lb1.conf', '#     - lb2.conf']
  return [
    '# Settings of kalint, for this folder and below. All keys are optional, and paths are relative to this file.',
    '',
    '# The release of keepalived on the machines:',
    `# target: ${newestRelease().version}`,
    '',
    '# Which files are the nodes of one cluster:',
    ...written,
    ...(single.length > 0 ? ['# In no cluster with another one:', ...single.map((file) => `#   ${quoted(file)}`)] : []),
    '',
    '# What the findings of a rule count as (off, info, warning or error):',
    '# rules:',
    '#   several-masters: off',
    '',
    '# What is never linted by itself, as in a .gitignore:',
    '# ignore:',
    '#   - old/',
    '',
    '# The least severity that makes a run fail (error, warning or info):',
    '# fail-on: error',
    '',
  ].join('\n')
}

/** A text as YAML reads it back, on one line. */
function quoted(text: string): string {
  return stringify(text, { lineWidth: 0, defaultKeyType: 'PLAIN', blockQuote: false }).trimEnd()
}

/** A name for each cluster: the directory or the file that it has for itself, else what the names of its nodes begin with. */
export function clusterNames(
  clusters: readonly { readonly files: readonly string[]; readonly nodes: readonly string[] }[],
): string[] {
  const taken = new Set<string>()
  return clusters.map((cluster) => {
    const others = clusters.filter((other) => other !== cluster).flatMap(({ files }) => files)
    const name =
      ownDirectory(cluster.files, others) || ownFile(cluster.files) || sharedBeginning(cluster.nodes) || 'cluster'
    const free = firstFree(name, taken)
    taken.add(free)
    return free
  })
}

/** The last directory that all files are below, if no other file is. */
function ownDirectory(files: readonly string[], others: readonly string[]): string {
  const [first = [], ...more] = files.map((file) => file.split('/').slice(0, -1))
  const end = first.findIndex((part, index) => more.some((parts) => parts[index] !== part))
  const directory = (end === -1 ? first : first.slice(0, end)).join('/')
  return others.some((file) => file.startsWith(`${directory}/`)) ? '' : baseName(directory)
}

/** The name of the one file that holds the whole cluster. */
function ownFile([file = '', ...more]: readonly string[]): string {
  return more.length > 0 || stemOf(file) === 'keepalived' ? '' : stemOf(file)
}

/** `web` of `web-lb1` and `web-lb2`, `lb` of `lb1` and `lb2`. */
function sharedBeginning(names: readonly string[]): string {
  const [first = '', ...others] = names
  let length = first.length
  while (length > 0 && others.some((name) => !name.startsWith(first.slice(0, length)))) length--
  const beginning = first.slice(0, length)
  const isDigit = (character: string): boolean => /\p{N}/u.test(character)
  const isSign = (character: string): boolean => /[^\p{L}\p{N}]/u.test(character)
  const unnumbered = withoutLast([...beginning], isDigit)
  const characters = withoutLast(unnumbered, isSign)
  return characters.slice(characters.findIndex((character) => !isSign(character))).join('')
}

function withoutLast(characters: readonly string[], isLeftOut: (character: string) => boolean): readonly string[] {
  return characters.slice(0, characters.findLastIndex((character) => !isLeftOut(character)) + 1)
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`
    if (!taken.has(candidate)) return candidate
  }
}
