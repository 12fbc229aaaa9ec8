/** What may stand behind some words, noted while they are matched. */
import type { Argument, Option } from '../../grammar/arguments.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { Value } from '../../grammar/values.ts'
import { mayBeEmpty } from './fitting.ts'

/** What may stand behind some words. */
export type Acceptable =
  | {
      readonly kind: 'value'
      readonly value: Value
      /** The option word that it belongs to. */
      readonly option?: string
    }
  | {
      readonly kind: 'word'
      readonly word: string
      /** Absent for a fixed word. */
      readonly meaning?: Option
      /** The option stands on the line already. */
      readonly isUsed: boolean
    }

/** What was noted. */
export interface Next {
  readonly found: Acceptable[]
  /** Something was noted that must stand there: nothing else may. */
  isClosed: boolean
}

/** How far the words are matched. */
export interface Expecting {
  readonly words: readonly Word[]
  readonly at: number
  readonly options: readonly { readonly name: string }[]
  readonly option: string | undefined
  /** Absent where nobody asks. */
  readonly next: Next | undefined
}

/** Notes what the arguments may begin with, where the words end. Options that stand since `usedBefore` are used. */
export function expect(walk: Expecting, argument: Argument, usedBefore = walk.options.length): void {
  const { next } = walk
  if (next === undefined || next.isClosed || walk.at < walk.words.length) return
  switch (argument.kind) {
    case 'sequence': {
      const first = argument.items.findIndex((item) => !mayBeEmpty(item))
      for (const item of first === -1 ? argument.items : argument.items.slice(0, first + 1)) expect(walk, item)
      break
    }
    case 'optional':
    case 'many':
      expect(walk, argument.item)
      break
    case 'either':
      for (const form of argument.forms) expect(walk, form)
      break
    case 'options': {
      const used = new Set(walk.options.slice(usedBefore).map(({ name }) => name))
      for (const [word, meaning] of Object.entries(argument.of)) {
        note(next, { kind: 'word', word, meaning, isUsed: used.has(word) })
      }
      if (argument.otherwise !== undefined) expect(walk, argument.otherwise)
      break
    }
    case 'literal':
      note(next, { kind: 'word', word: argument.word, isUsed: false })
      break
    default:
      note(next, { kind: 'value', value: argument, ...(walk.option === undefined ? {} : { option: walk.option }) })
  }
}

function note({ found }: Next, one: Acceptable): void {
  const isNoted = found.some((other) =>
    one.kind === 'value'
      ? other.kind === 'value' && other.value === one.value
      : other.kind === 'word' && other.word === one.word,
  )
  if (!isNoted) found.push(one)
}

/** Notes that what was noted last must stand there. */
export function close({ next, at, words }: Expecting): void {
  if (next !== undefined && at >= words.length) next.isClosed = true
}
