/** What the other nodes of a cluster are called, going by the name of one: `nodeB` beside `nodeA`, `backup` beside `master`. */

import { withoutEnd } from '../../text/ends.ts'
import { baseName, directoryOf } from '../../text/files.ts'

/** The names of other nodes, the likeliest first; none where the name shows no pattern. */
export function siblingNames(name: string): string[] {
  const [, before = '', word = ''] = /^(|.*[^A-Za-z])([A-Za-z]+)$/.exec(name) ?? []
  const counterpart = COUNTERPARTS.get(word.toLowerCase())
  if (counterpart !== undefined) return [`${before}${inCaseOf(word, counterpart)}`]

  const stem = withoutEnd(name, '0123456789')
  const digits = name.slice(stem.length)
  if (digits !== '') {
    const first = Number(digits) === 0 ? 0 : 1
    return others(
      Array.from({ length: MOST_SIBLINGS }, (_, index) => `${stem}${`${first + index}`.padStart(digits.length, '0')}`),
      name,
    )
  }
  const prefix = name.slice(0, -1)
  const letter = name.slice(-1)
  const isApart = prefix === '' || /[-_.]$/.test(prefix) || /[a-z0-9][A-Z]$/.test(name)
  if (!isApart || !/[A-Za-z]/.test(letter)) return []
  const letters = 'abcdefghij'.split('')
  return others(
    letters.map((one) => `${prefix}${letter === letter.toUpperCase() ? one.toUpperCase() : one}`),
    name,
  )
}

/** The name of a host, which may have a domain behind it. */
export function siblingHosts(host: string): string[] {
  const dot = host.indexOf('.')
  const label = dot === -1 ? host : host.slice(0, dot)
  return siblingNames(label).map((name) => `${name}${host.slice(label.length)}`)
}

/** What other nodes' files would be called: beside this one, or in a directory beside its own. There is always one more. */
export function siblingPaths(path: string, where: 'anywhere' | 'same-directory'): string[] {
  const base = baseName(path)
  const directory = directoryOf(path)
  const extension = /\.(conf|cfg)$/.exec(base)?.[0] ?? ''
  const stem = base.slice(0, base.length - extension.length)
  const beside = siblingNames(stem).map((name) => `${directory}${name}${extension}`)
  const parent = directoryOf(directory.slice(0, -1))
  const own = baseName(directory.slice(0, -1))
  const inDirectories =
    where === 'anywhere' && own !== '' ? siblingNames(own).map((name) => `${parent}${name}/${base}`) : []
  const numbered = Array.from({ length: MOST_SIBLINGS }, (_, index) => `${directory}${stem}-${index + 2}${extension}`)
  return [...beside, ...(beside.length > 0 ? [] : inDirectories), ...numbered]
}

const MOST_SIBLINGS = 9

const COUNTERPARTS: ReadonlyMap<string, string> = new Map(
  [
    ['master', 'backup'],
    ['primary', 'secondary'],
    ['active', 'standby'],
    ['left', 'right'],
    ['first', 'second'],
    ['main', 'spare'],
  ].flatMap(([one = '', other = '']) => [
    [one, other],
    [other, one],
  ]),
)

function inCaseOf(word: string, other: string): string {
  if (word === word.toUpperCase()) return other.toUpperCase()
  const isCapital = word[0] === word[0]?.toUpperCase()
  return isCapital ? `${other[0]?.toUpperCase()}${other.slice(1)}` : other
}

function others(names: readonly string[], own: string): string[] {
  return names.filter((name) => name !== own)
}
