/** Signature help: how the line at the cursor is written, and which of its parts the cursor is at. */
import { type Argument, type Option, partsOf } from '../../../grammar/arguments.ts'
import type { Value } from '../../../grammar/values.ts'
import { acceptableAfter, match } from '../../bind/match.ts'
import { synopsis } from '../../bind/synopsis.ts'
import { remembered } from '../../text/remembered.ts'
import { optionPage, valuePhrase } from '../documentation.ts'
import { type Snapshot, type Spot, targetOf } from '../snapshot.ts'
import { type Subject, subjectOf, type TypedLine, typingAt } from './typing.ts'

/** A part of a signature: a value, a fixed word, or an option with what follows it. */
export interface Parameter {
  /** Offsets into the label. */
  readonly start: number
  readonly end: number
  /** Markdown. */
  readonly documentation: string
}

/** One way to write a line. */
export interface Signature {
  readonly label: string
  /** Markdown. */
  readonly documentation: string
  readonly parameters: readonly Parameter[]
  /** The part that the cursor is at; absent behind the last one. */
  readonly active?: number
}

/** The ways to write the line at the cursor, and which of them it is. */
export interface SignatureHelp {
  readonly signatures: readonly Signature[]
  readonly active: number
}

/** How the line at a spot is written; `undefined` where nothing follows, in comments and where a password is written. */
export function signatureAt(snapshot: Snapshot, spot: Spot): SignatureHelp | undefined {
  const typing = typingAt(snapshot, spot)
  if (typing === undefined || typing.kind !== 'line') return undefined
  const subject = subjectOf(typing)
  const target = targetOf(snapshot, spot.file.path)
  const isKnown = (since: string): boolean => target.atLeast(since)
  if (subject === undefined || !isKnown(subject.directive.since) || synopsis(subject.args) === '') return undefined
  const forms = formsOf(subject.args)
  const fitting = forms.filter((form) => fits(form, subject, isKnown))
  const open = fitting.find((form) => goesOn(form, typing, subject, isKnown)) ?? fitting[0]
  return {
    signatures: forms.map((form) => signature(form, typing, subject, isKnown)),
    active: open === undefined ? 0 : forms.indexOf(open),
  }
}

type IsKnown = (since: string) => boolean

/** The forms of a line. Every value in them is an object of its own, so that it tells its place. */
const formsOf = remembered((args: Argument): readonly Argument[] =>
  (args.kind === 'either' ? args.forms : [args])
    .flatMap((form) => (form.kind === 'either' ? form.forms : [form]))
    .filter((form) => synopsis(form) !== '')
    .map(distinct),
)

function distinct(argument: Argument): Argument {
  switch (argument.kind) {
    case 'sequence':
      return { ...argument, items: argument.items.map(distinct) }
    case 'optional':
      return { ...argument, item: distinct(argument.item) }
    case 'many':
      return { ...argument, item: distinct(argument.item) }
    case 'either':
      return { ...argument, forms: argument.forms.map(distinct) }
    case 'options': {
      const of = Object.fromEntries(
        Object.entries(argument.of).map(([name, option]) => [name, { ...option, args: distinct(option.args) }]),
      )
      return {
        ...argument,
        of,
        ...(argument.otherwise === undefined ? {} : { otherwise: distinct(argument.otherwise) }),
      }
    }
    default:
      return { ...argument }
  }
}

/** Whether the words before the cursor can be those of a form. */
function fits(form: Argument, { words }: Subject, isKnown: IsKnown): boolean {
  return match(form, words, isKnown).problems.every(({ kind }) => kind === 'missing-argument')
}

/** Whether the word at the cursor can be one of a form as well. */
function goesOn(form: Argument, { word }: TypedLine, { words }: Subject, isKnown: IsKnown): boolean {
  return acceptableAfter(form, words, isKnown).some(
    (one) => word.text === '' || one.kind === 'value' || one.word.startsWith(word.text),
  )
}

function signature(form: Argument, { blocks, scope, word }: TypedLine, subject: Subject, isKnown: IsKnown): Signature {
  const { keyword, directive, words } = subject
  const isLine = scope?.kind !== 'keywords'
  const head = isLine ? '' : `${keyword} `
  const parts = signatureParts(form, isKnown)
  let label = head.trimEnd()
  const parameters = parts.map((part) => {
    if (label !== '') label += ' '
    const start = label.length
    label += part.text
    return { start, end: label.length, documentation: part.documentation }
  })
  const active = activePart(form, parts, { words, word, isKnown })
  const noun = isLine && scope !== undefined ? `A line of \`${blocks.at(-1)?.statement.keyword.text}\`. ` : ''
  return {
    label,
    documentation: `${noun}${directive.doc}`,
    parameters,
    ...(active === -1 ? {} : { active }),
  }
}

/** A piece of a synopsis that is one parameter. */
interface Part {
  readonly text: string
  readonly documentation: string
  /** The values that it holds. */
  readonly values: ReadonlySet<Value>
  /** The option or fixed word that it begins with. */
  readonly word?: string
}

/** The parts of a form, one after the other. Options that a release does not know yet are none. */
function signatureParts(argument: Argument, isKnown: IsKnown): Part[] {
  if (synopsis(argument) === '') return []
  switch (argument.kind) {
    case 'sequence':
      return argument.items.flatMap((item) => signatureParts(item, isKnown))
    case 'options':
      return [
        ...(argument.otherwise === undefined ? [] : signatureParts(argument.otherwise, isKnown)),
        ...Object.entries(argument.of)
          .filter(([, { since, deprecated }]) => deprecated === undefined && (since === undefined || isKnown(since)))
          .map(([name, option]) => optionPart(name, option)),
      ]
    case 'optional':
    case 'many': {
      const inner = signatureParts(argument.item, isKnown)
      const [only] = inner
      if (argument.item.kind === 'options' || only === undefined) return inner
      if (inner.length === 1) return [{ ...only, text: synopsis(argument) }]
      return inner.map((part, index) => ({
        ...part,
        text: `${index === 0 ? '[' : ''}${part.text}${index === inner.length - 1 ? ']' : ''}`,
      }))
    }
    case 'literal':
      return [{ text: argument.word, documentation: 'This very word.', values: new Set(), word: argument.word }]
    case 'either':
      return [
        { text: synopsis(argument), documentation: eitherText(argument.forms), values: new Set(valuesIn(argument)) },
      ]
    default:
      return [
        {
          text: synopsis(argument),
          documentation: `It must be ${valuePhrase(argument)}.`,
          values: new Set([argument]),
        },
      ]
  }
}

function optionPart(name: string, option: Option): Part {
  return {
    text: `[${`${name} ${synopsis(option.args)}`.trimEnd()}]`,
    documentation: optionPage(name, option),
    values: new Set(valuesIn(option.args)),
    word: name,
  }
}

function eitherText(forms: readonly Argument[]): string {
  const phrases = forms.flatMap((form) => valuesIn(form).slice(0, 1).map(valuePhrase))
  return phrases.length === 0 ? '' : `It must be ${[...new Set(phrases)].join(', or ')}.`
}

function valuesIn(argument: Argument): readonly Value[] {
  switch (argument.kind) {
    case 'literal':
    case 'sequence':
    case 'optional':
    case 'many':
    case 'either':
    case 'options':
      return partsOf(argument).flatMap(valuesIn)
    default:
      return [argument]
  }
}

/** What the word at the cursor is taken for; where there is none yet, what it would be. */
function activePart(
  form: Argument,
  parts: readonly Part[],
  { words, word, isKnown }: Pick<Subject, 'words'> & Pick<TypedLine, 'word'> & { readonly isKnown: IsKnown },
): number {
  const typed = { text: word.text, start: -1, end: -1, source: { text: '' }, quoted: word.quotes !== 'none' }
  const { slots, options } = match(form, [...words, typed], isKnown)
  const slot = word.text === '' ? undefined : slots.find((one) => one.word === typed)
  const acceptable = acceptableAfter(form, words, isKnown).filter((one) => one.kind === 'value' || !one.isUsed)
  const begun = acceptable.find((one) => one.kind === 'word' && word.text !== '' && one.word.startsWith(word.text))
  const next = begun ?? acceptable[0]
  const option = options.find((one) => one.word === typed)?.name ?? (begun?.kind === 'word' ? begun.word : undefined)
  if (option !== undefined) return parts.findIndex((part) => part.word === option)
  if (slot !== undefined) return parts.findIndex((part) => part.values.has(slot.value))
  if (next === undefined) return -1
  return parts.findIndex((part) => (next.kind === 'value' ? part.values.has(next.value) : part.word === next.word))
}
