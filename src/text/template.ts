/** A file that a template engine renders: what of it is certain, at the same offsets. */

import { certainBraces, depthAt } from './template-braces.ts'
import { branchAt, isAround, type Structure, structuresOf } from './template-branches.ts'
import { type Dialect, dialectOf } from './template-dialects.ts'
import {
  beginsLine,
  type Characters,
  endsLine,
  maskInlineBranches,
  maskJoinedLines,
  putBlank,
  putUnknown,
} from './template-lines.ts'
import { type Tag, tagsOf } from './template-tags.ts'
import { FILLER, UNKNOWN_VALUE } from './unknown.ts'

/** A template as it is read. Its tags are blanks, and its values unknown words, all as long as they were. */
export interface Template {
  /** The text as its author wrote it. */
  readonly written: string
  /** The text with all of its branches. */
  readonly text: string
  /** Nothing is certain of it where its tags do not pair up: no line is looked at then. */
  readonly arePaired: boolean
  /** There may be more lines than these, or the same ones again. */
  readonly mayHoldMore: boolean
  /** A value outside of all blocks may be a piece of one. */
  readonly mayHoldBraces: boolean
  /** The text with nothing but what is always there and what is rendered together with an offset; each value is several words. */
  smallestAt(offset: number): string
  /** Whether a tag stands at an offset, or ends or begins there. */
  isInTag(offset: number): boolean
}

/** The template that a file is; `undefined` where it is none. */
export function templateOf(path: string, written: string): Template | undefined {
  const dialect = dialectOf(path, written)
  return dialect === undefined ? undefined : read(written, dialect)
}

function read(written: string, dialect: Dialect): Template {
  const engineTags = tagsOf(written, dialect)
  const references = referencesIn(written, dialect).filter(
    (one) => !engineTags.some(({ start, end }) => start <= one.start && one.start < end),
  )
  const tags = [...engineTags, ...references].sort((one, other) => one.start - other.start)
  const structures = structuresOf(written, tags)
  const isInTag = (offset: number): boolean => tags.some(({ start, end }) => start < offset && offset < end)
  if (structures === undefined) {
    const characters = [...units(written)]
    putBlank(characters, 0, characters.length)
    const text = characters.join('')
    return { written, text, arePaired: false, mayHoldMore: true, mayHoldBraces: true, smallestAt: () => text, isInTag }
  }

  const characters = withoutTags(written, tags)
  for (const { branches } of structures) {
    for (const { kind, start, end } of branches) if (kind === 'elsewhere') putBlank(characters, start, end)
  }
  const { hidden, chosen, isCut } = certainBraces(characters.join(''), structures)
  for (const { start, end } of hidden) putBlank(characters, start, end)
  const before = characters.join('')
  maskInlineBranches(characters, tags)
  maskJoinedLines(characters, written, tags)
  const text = characters.join('')

  const lines = tags.filter(({ start, effect }) => {
    return effect.kind === 'value' && characters[start] === UNKNOWN_VALUE && beginsLine(characters, start)
  })
  const depth = depthAt(text)
  return {
    written,
    text,
    arePaired: true,
    mayHoldMore: text !== before || lines.length > 0 || isCut || structures.some(isOpenEnded),
    mayHoldBraces: lines.some(({ start, end }) => depth(start) === 0 && endsLine(characters, end)),
    smallestAt: (offset) => {
      const own = branchAt(structures, offset)
      const smallest = [...units(text)]
      for (const branch of structures.flatMap(({ branches }) => branches)) {
        const isKept = isAround(branch, own) || branch.kind === 'whole' || chosen.includes(branch)
        if (!isKept) putBlank(smallest, branch.start, branch.end)
      }
      return smallest.join('').replace(VALUE, severalWords)
    },
    isInTag,
  }
}

function isOpenEnded({ branches }: Structure): boolean {
  return branches.some(({ kind }) => kind === 'loop' || kind === 'elsewhere')
}

function withoutTags(written: string, tags: readonly Tag[]): Characters {
  const characters = [...units(written)]
  for (const { start, end, effect } of tags) {
    if (effect.kind !== 'value') putBlank(characters, start, end)
  }
  for (const { start, end, effect } of tags) {
    if (effect.kind === 'value') putUnknown(characters, start, end)
  }
  return characters
}

/** UTF-16 units: offsets count them. */
function units(text: string): string[] {
  return text.split('')
}

const VALUE = new RegExp(`${UNKNOWN_VALUE}${FILLER}{4,}`, 'g')

function severalWords(value: string): string {
  return `${UNKNOWN_VALUE} ${UNKNOWN_VALUE} ${UNKNOWN_VALUE}${FILLER.repeat(value.length - 5)}`
}

/** References to what no line of the file defines: the template engine, or a shell, may know them. */
function referencesIn(written: string, dialect: Dialect): Tag[] {
  if (dialect === 'terraform' || !written.includes('$')) return []
  const own = new Set(Array.from(written.matchAll(/^(?:[ \t]*@\S+)?[ \t]*\$(\w+)=/gm), (match) => match[1] ?? ''))
  for (const [, names = ''] of written.matchAll(/~(?:SEQ|LST)\(([^)\n]*)/g)) {
    for (const name of names.match(/[A-Za-z_]\w*/g) ?? []) own.add(name)
  }
  return Array.from(written.matchAll(dialect === 'shell' ? SHELL_REFERENCE : REFERENCE)).flatMap((match) => {
    const name = match[1] ?? match[2] ?? ''
    if (own.has(name) || name.startsWith('_') || written[match.index + match[0].length] === '=') return []
    const end = match.index + match[0].length
    return [{ start: match.index, end, effect: { kind: 'value' }, trimsBefore: false, trimsAfter: 'nothing' } as const]
  })
}

const REFERENCE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g

/** A shell has `${NAME:-otherwise}` as well. */
const SHELL_REFERENCE = /\$(?:\{([A-Za-z_]\w*)(?:[:?+=-](?:[^${}\n]|\$\{\w+\}|\$)*)?\}|([A-Za-z_]\w*))/g
