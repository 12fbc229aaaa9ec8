/** The words that describe what may follow a keyword: plain data, matched against a line by `src/bind/match.ts`. */
import type { AddressFamily, Value } from './values.ts'

/** A fixed word, such as the `weight` of a tracking line. */
export interface Literal {
  readonly kind: 'literal'
  readonly word: string
}

/** One after the other. */
export interface Sequence {
  readonly kind: 'sequence'
  readonly items: readonly Argument[]
}

/** May be left out. */
export interface Optional {
  readonly kind: 'optional'
  readonly item: Argument
}

/** As often as there are words, at least `min` times. */
export interface Many {
  readonly kind: 'many'
  readonly item: Argument
  readonly min: number
}

/** One of several forms; the first whose first word fits is taken, else the last. */
export interface Either {
  readonly kind: 'either'
  readonly forms: readonly Argument[]
}

/** What follows one option word. */
export interface Option {
  readonly args: Argument
  readonly doc: string
  readonly since?: string
  readonly needs?: string
  readonly deprecated?: Deprecation
  /** What keepalived does where it stands twice on a line, to end a sentence, if it reports that: `drops the address`. */
  readonly ifTwice?: string
  /** The line is about this address family. */
  readonly family?: AddressFamily
  /** It says what the line does, which a line says only once: whether it is a look-up in a routing table. */
  readonly action?: 'table' | 'other'
  /** It goes with a look-up in a routing table only. */
  readonly tableOnly?: true
  /** Among options that refuse lines: what it does not take is reported and passed over, and the line counts. */
  readonly passesOver?: true
  /** keepalived asks whether its words are there, where it ends at once for the words of other options. */
  readonly asks?: true
  readonly source: string
}

/** Option words in any order to the end of the line, each with its own arguments. */
export interface Options {
  readonly kind: 'options'
  readonly of: Readonly<Record<string, Option>>
  /** What a word that is no option is taken for; without it such a word is a problem. */
  readonly otherwise?: Argument
  /** How many of them the line takes: one at most, and what follows it is not read or is refused; or one at least. */
  readonly count?: 'at-most-one' | 'only-one' | 'at-least-one'
  /** The option that such a word belongs to, whose own word may be left out. */
  readonly otherwiseAs?: string
  /** What keepalived drops because of a word that it does not take: the whole line, or only this and all behind it. */
  readonly refuses?: 'line' | 'rest'
  /** They end at the first word that is none of them, where what is around them goes on. */
  readonly open?: true
  /** One of these must be there. */
  readonly atLeast?: readonly string[]
}

export type Argument = Value | Literal | Sequence | Optional | Many | Either | Options

/** Why a word should no longer be used. */
export interface Deprecation {
  /** What to write instead: a keyword, or a phrase that follows "use". */
  readonly use: string
  /** How keepalived tells: an error of its config test, a line in the log, or not at all. */
  readonly told: 'error' | 'log' | 'silent'
  /** The first release in which it is told. */
  readonly since?: string
}

/** Nothing follows the keyword. */
export const nothing: Sequence = { kind: 'sequence', items: [] }

export function literal(word: string): Literal {
  return { kind: 'literal', word }
}

export function seq(...items: Argument[]): Sequence {
  return { kind: 'sequence', items }
}

export function opt(item: Argument): Optional {
  return { kind: 'optional', item }
}

/** Any number of them, none included. */
export function many(item: Argument): Many {
  return { kind: 'many', item, min: 0 }
}

/** One or more of them. */
export function oneOrMore(item: Argument): Many {
  return { kind: 'many', item, min: 1 }
}

export function either(...forms: Argument[]): Either {
  return { kind: 'either', forms }
}

export function options(of: Readonly<Record<string, Option>>, otherwise?: Argument): Options {
  return otherwise === undefined ? { kind: 'options', of } : { kind: 'options', of, otherwise }
}

/** One option word or none; keepalived does not look at what follows it. */
export function oneOption(of: Readonly<Record<string, Option>>): Options {
  return { kind: 'options', of, count: 'at-most-one' }
}

/** One option word or none, and nothing behind it. */
export function onlyOption(of: Readonly<Record<string, Option>>): Options {
  return { kind: 'options', of, count: 'only-one' }
}

/** Option words of which keepalived wants to see one at least. */
export function someOptions(of: Readonly<Record<string, Option>>): Options {
  return { kind: 'options', of, count: 'at-least-one' }
}

/** Options of a line that keepalived drops, or the rest of it, because of one word that it does not take. */
export function refusing(
  refuses: 'line' | 'rest',
  of: Readonly<Record<string, Option>>,
  otherwise?: Argument,
): Options {
  return { ...options(of, otherwise), refuses }
}

/** Options that end at the first word that is none of them. One of `atLeast` must be there. */
export function openOptions(of: Readonly<Record<string, Option>>, atLeast: readonly string[]): Options {
  return { ...options(of), open: true, atLeast }
}

/** What arguments are made of, one level down; nothing for a value and a fixed word. */
export function partsOf(argument: Argument): readonly Argument[] {
  switch (argument.kind) {
    case 'sequence':
      return argument.items
    case 'optional':
    case 'many':
      return [argument.item]
    case 'either':
      return argument.forms
    case 'options': {
      const args = Object.values(argument.of).map((option) => option.args)
      return argument.otherwise === undefined ? args : [...args, argument.otherwise]
    }
    default:
      return []
  }
}

/** Whether a password or key is among these arguments. It never follows an option word. */
export function holdsSecret(argument: Argument): boolean {
  if (argument.kind === 'text') return argument.secret === true
  return argument.kind !== 'options' && partsOf(argument).some(holdsSecret)
}

/** The option word of this name, wherever it may stand among the arguments. */
export function optionNamed(argument: Argument, name: string): Option | undefined {
  if (argument.kind === 'options' && Object.hasOwn(argument.of, name)) return argument.of[name]
  for (const part of partsOf(argument)) {
    const option = optionNamed(part, name)
    if (option !== undefined) return option
  }
  return undefined
}
