/** What the tables say of keywords, options and values, for hover, completion and signature help. */
import type { Argument, Deprecation, Option } from '../../grammar/arguments.ts'
import type { Directive } from '../../grammar/directive.ts'
import { NEXT_RELEASE } from '../../grammar/releases.ts'
import type { Value } from '../../grammar/values.ts'
import { synopsis } from '../bind/synopsis.ts'
import { listed } from '../bind/values.ts'
import { remembered } from '../text/remembered.ts'
import { asMarkdown, code, list, prose, type TextBlock } from './rich-text.ts'

/** How a keyword is written, what it does, and the facts about it. */
export function keywordBlocks(keyword: string, directive: Directive): TextBlock[] {
  return [
    code(usage(keyword, directive)),
    prose(directive.doc),
    ...list([
      ...rangeFact(directive.args),
      ...(directive.default === undefined ? [] : [`Default: ${directive.default}`]),
      ...(directive.required === true ? ['The block needs it'] : []),
      ...repetitionFact(directive),
      ...originFacts(directive),
    ]),
  ]
}

/** The same of an option word. */
export function optionBlocks(name: string, option: Option): TextBlock[] {
  return [
    code(`${name} ${synopsis(option.args)}`.trimEnd()),
    prose(option.doc),
    ...list([...rangeFact(option.args), ...originFacts(option)]),
  ]
}

/** What there is to read about a keyword, as Markdown. There are many on each list of keywords. */
export function keywordPage(keyword: string, directive: Directive): string {
  return once(directive, keyword, () => asMarkdown(keywordBlocks(keyword, directive)))
}

/** What there is to read about an option word, as Markdown. */
export function optionPage(name: string, option: Option): string {
  return once(option, name, () => asMarkdown(optionBlocks(name, option)))
}

/** The pages of what several keywords may share, by keyword. */
const pagesOf = remembered((_subject: Directive | Option) => new Map<string, string>())

function once(subject: Directive | Option, word: string, make: () => string): string {
  const pages = pagesOf(subject)
  const page = pages.get(word) ?? make()
  pages.set(word, page)
  return page
}

/** What a value of a kind must be, to follow "must be": `a whole number from 1 to 255`. */
export function valuePhrase(value: Value): string {
  switch (value.kind) {
    case 'integer':
      return `a whole number${unitPhrase(value.unit)} from ${value.min} to ${value.max}`
    case 'decimal':
      return `a number${unitPhrase(value.unit)} from ${value.min} to ${value.max}, with at most ${value.places} decimal places`
    case 'boolean':
      return '`true`, `on`, `yes`, `false`, `off` or `no`'
    case 'choice':
      return `${value.values.length > 1 ? 'one of ' : ''}${listed(value.values)}${value.ignoreCase === true ? ', in upper or lower case' : ''}`
    case 'address':
      return addressPhrase(value)
    case 'interface':
      return 'the name of a network interface, at most 15 characters'
    case 'reference':
      return `the name of a \`${value.to}\``
    case 'command':
      return 'a command, in quotes if it has arguments'
    case 'pattern':
      return value.expected
    case 'text':
      return value.secret === true ? `a secret${lengthPhrase(value)}` : `text${lengthPhrase(value)}`
    case 'named-number':
      return `a number from ${value.min} to ${value.max}, or a name that the machine knows for one`
    case 'tcp-time':
      return 'a time from 0.2 to 120 seconds, such as `300ms` or `0.3s`, or a number in the unit of the kernel'
    case 'path':
      return 'the path of a file or directory'
    case 'account':
      return `a ${value.of} of the system`
  }
}

/** A keyword with its arguments, and its block if it has one. */
export function usage(keyword: string, { args, body }: Directive): string {
  const head = wrapped(`${keyword} ${synopsis(args)}`.trimEnd(), '    ')
  if (body === undefined) return head
  if (body.kind === 'keywords') return `${head} {\n    ...\n}`
  const line = wrapped(`    ${synopsis(body.kind === 'lines' ? body.line : body.word)}`, '        ')
  return `${head} {\n${line}\n    ...\n}`
}

/** What a synopsis begins with, and each option in brackets behind it. */
function optionsIn(text: string): readonly string[] {
  const parts: string[] = []
  for (const part of text.split(/ (?=\[)/)) {
    const isOption = part.indexOf(']') === part.length - 1
    if (isOption || parts.length === 0) parts.push(part)
    else parts.push(`${parts.pop()} ${part}`)
  }
  return parts
}

/** A synopsis in lines of a bearable width, cut between its options. */
function wrapped(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const part of optionsIn(text)) {
    if (line !== '' && line.length + part.length >= MAX_WIDTH) {
      lines.push(line)
      line = `${indent}${part}`
    } else {
      line = line === '' ? part : `${line} ${part}`
    }
  }
  return [...lines, line].join('\n')
}

const MAX_WIDTH = 88

function rangeFact(args: Argument): string[] {
  const value = onlyValue(args)
  if (value === undefined || PLAIN.has(value.kind) || (value.kind === 'text' && value.maxBytes === undefined)) return []
  return [`Takes ${valuePhrase(value)}`]
}

/** Kinds of which the synopsis says all. */
const PLAIN: ReadonlySet<Value['kind']> = new Set(['choice', 'boolean', 'account', 'reference', 'command'])

/** The one value that a directive takes; `undefined` where it takes several, or something else. */
function onlyValue(argument: Argument): Value | undefined {
  switch (argument.kind) {
    case 'sequence':
      return argument.items.length === 1 && argument.items[0] !== undefined ? onlyValue(argument.items[0]) : undefined
    case 'optional':
      return onlyValue(argument.item)
    case 'literal':
    case 'many':
    case 'either':
    case 'options':
      return undefined
    default:
      return argument
  }
}

function repetitionFact({ repeat }: Directive): string[] {
  return repeat === 'last' || repeat === 'first' ? [`Of several lines the ${repeat} one counts`] : []
}

function originFacts({ since, needs, deprecated }: Pick<Option, 'since' | 'needs' | 'deprecated'>): string[] {
  return [
    ...(since === undefined
      ? []
      : [since === NEXT_RELEASE ? 'In no release of keepalived yet' : `Since keepalived ${since}`]),
    ...(needs === undefined ? [] : [`Only if keepalived was built with \`${needs}\``]),
    ...(deprecated === undefined ? [] : [deprecationFact(deprecated)]),
  ]
}

function deprecationFact({ use, since }: Deprecation): string {
  return `Deprecated${since === undefined ? '' : ` since ${since}`}: use ${/^\w+$/.test(use) ? `\`${use}\`` : use}`
}

function unitPhrase(unit: string | undefined): string {
  return unit === undefined ? '' : ` of ${UNITS[unit] ?? unit}`
}

const UNITS: Readonly<Record<string, string>> = { s: 'seconds', ms: 'milliseconds' }

function addressPhrase({ family, prefix, multicast }: Extract<Value, { kind: 'address' }>): string {
  const kind = `an ${family === undefined ? 'IP' : `IPv${family}`} address${multicast !== undefined ? ' of a multicast group' : ''}`
  return prefix === undefined ? kind : `${kind}, ${prefix === 'optional' ? 'with or ' : ''}without a prefix length`
}

function lengthPhrase({ maxBytes, tooLong }: Extract<Value, { kind: 'text' }>): string {
  if (maxBytes === undefined) return ''
  return tooLong === 'cut' ? ` of which the first ${maxBytes} bytes count` : ` of at most ${maxBytes} bytes`
}
