/** Which arguments a word may begin, so that those that may be left out are there or not. */
import { type Argument, type Either, nothing } from '../../grammar/arguments.ts'
import type { Word } from '../../grammar/syntax.ts'
import { isUnknown, looksLike } from './values.ts'

/** Whether a word may be the first of these arguments. */
export function fits(argument: Argument, word: Word | undefined): boolean {
  if (word === undefined) return false
  switch (argument.kind) {
    case 'sequence': {
      const first = argument.items.findIndex((item) => item.kind !== 'optional')
      const candidates = first === -1 ? argument.items : argument.items.slice(0, first + 1)
      return candidates.some((item) => fits(item, word))
    }
    case 'optional':
    case 'many':
      return fits(argument.item, word)
    case 'either':
      return argument.forms.some((form) => fits(form, word))
    case 'options':
      return (
        Object.hasOwn(argument.of, word.text) || (argument.otherwise !== undefined && fits(argument.otherwise, word))
      )
    case 'literal':
      return word.text === argument.word
    default:
      return isUnknown(word.text) || looksLike(argument, word.text)
  }
}

/** The first form that the word can begin, else the last one; without a word a form that may be empty. */
export function formFor(either: Either, word: Word | undefined): Argument {
  const form = either.forms.find((one) => (word === undefined ? mayBeEmpty(one) : fits(one, word)))
  return form ?? either.forms.at(-1) ?? nothing
}

/** Whether these arguments are there without any word. */
export function mayBeEmpty(argument: Argument): boolean {
  switch (argument.kind) {
    case 'sequence':
      return argument.items.every(mayBeEmpty)
    case 'either':
      return argument.forms.some(mayBeEmpty)
    case 'many':
      return argument.min === 0 || mayBeEmpty(argument.item)
    default:
      return argument.kind === 'optional' || argument.kind === 'options'
  }
}

/** A value of a closed kind: a word that does not fit is a wrong value rather than a surplus word. */
export function isClosed(argument: Argument): boolean {
  return ['integer', 'decimal', 'boolean', 'choice', 'address', 'pattern', 'tcp-time'].includes(argument.kind)
}
