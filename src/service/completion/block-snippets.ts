/** Lines and blocks with tab stops, as editors fill them in: what a block needs and usually has, from the tables. */
import type { Argument } from '../../../grammar/arguments.ts'
import type { Body, Directive } from '../../../grammar/directive.ts'
import type { Value } from '../../../grammar/values.ts'
import { synopsis } from '../../bind/synopsis.ts'
import { valueFault } from '../../bind/values.ts'

/** A value to begin with; `undefined` where its name must do. Asked for each value of a line, in order. */
export type Sample = (value: Value, keyword: string, directive: Directive) => string | undefined

/** How a snippet is written. */
export interface SnippetStyle {
  /** One step of indentation. */
  readonly indent: string
  readonly sample: Sample
  isKnown(since: string): boolean
}

/** A line with its arguments, and its block if it has one. */
export function lineSnippet(keyword: string, directive: Directive, style: SnippetStyle): string {
  const stops = newStops(style)
  return lineText(keyword, directive, stops).join('\n')
}

/** The block of a line that is there already. */
export function blockSnippet(keyword: string, directive: Directive, style: SnippetStyle): string {
  return blockText(keyword, directive, newStops(style), '').join('\n')
}

/** Text that holds nothing special for a snippet. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&')
}

interface Stops {
  readonly style: SnippetStyle
  /** The next stop, with a text or with choices. */
  stop(text: string, choices?: readonly string[]): string
}

function newStops(style: SnippetStyle): Stops {
  let count = 0
  return {
    style,
    stop: (text, choices) => {
      count++
      if (choices !== undefined)
        return `\${${count}|${choices.map((one) => one.replace(/[\\,|]/g, '\\$&')).join(',')}|}`
      return text === '' ? `$${count}` : `\${${count}:${escaped(text)}}`
    },
  }
}

function lineText(keyword: string, directive: Directive, stops: Stops): string[] {
  const valueText = (value: Value): string => stopFor(value, keyword, directive, stops)
  const head = [keyword, argumentText(directive.args, valueText)].filter((part) => part !== '').join(' ')
  return directive.body === undefined ? [head] : blockText(keyword, directive, stops, `${head} `)
}

/** The cursor ends up behind the last line of the block. */
function blockText(keyword: string, directive: Directive, stops: Stops, head: string): string[] {
  const { style } = stops
  const inside = directive.body === undefined ? [] : bodyLines(keyword, directive, directive.body, stops)
  return [`${head}{`, ...(inside.length === 0 ? [stops.stop('')] : inside).map((line) => `${style.indent}${line}`), '}']
}

function bodyLines(keyword: string, directive: Directive, body: Body, stops: Stops): string[] {
  if (body.kind === 'keywords') {
    return Object.entries(body.directives)
      .filter(([, one]) => isFilledIn(one, stops.style))
      .sort(([, one], [, other]) => Number(one.body !== undefined) - Number(other.body !== undefined))
      .flatMap(([inner, one]) => lineText(inner, one, stops))
  }
  const argument = body.kind === 'lines' ? body.line : body.word
  const text = argumentText(argument, (value) => stopFor(value, keyword, directive, stops))
  return text === '' ? [] : [text]
}

function isFilledIn({ required, usual, deprecated, since }: Directive, style: SnippetStyle): boolean {
  return (required === true || usual === true) && deprecated === undefined && style.isKnown(since)
}

/** What must stand there, and a port, which hardly ever is left out. */
function argumentText(argument: Argument, valueText: (value: Value) => string): string {
  switch (argument.kind) {
    case 'literal':
      return argument.word
    case 'sequence':
      return argument.items
        .map((item) => argumentText(item, valueText))
        .filter((text) => text !== '')
        .join(' ')
    case 'optional':
      return 'label' in argument.item && argument.item.label === 'port' ? argumentText(argument.item, valueText) : ''
    case 'many':
      return argument.min === 0 ? '' : argumentText(argument.item, valueText)
    case 'either':
      return argumentText(argument.forms.find(beginsWithAddress) ?? argument.forms[0] ?? argument, valueText)
    case 'options':
      return ''
    default:
      return valueText(argument)
  }
}

function beginsWithAddress(form: Argument): boolean {
  return form.kind === 'sequence' && form.items[0]?.kind === 'address'
}

function stopFor(value: Value, keyword: string, directive: Directive, { stop, style }: Stops): string {
  if (value.kind === 'text' && value.secret === true) return stop('')
  if (value.kind === 'choice') {
    const likely = style.sample(value, keyword, directive)
    return stop('', [...new Set([...(likely === undefined ? [] : [likely]), ...value.values])])
  }
  if (value.kind === 'boolean') return stop('', ['true', 'false'])
  const text = style.sample(value, keyword, directive) ?? numberFor(value, directive.default) ?? nameOf(value)
  return value.kind === 'command' ? `"${stop(text.replaceAll('"', ''))}"` : stop(text)
}

/** What holds anyway, so that the line can be left as it is. */
function numberFor(value: Value, standard: string | undefined): string | undefined {
  if (value.kind !== 'integer' && value.kind !== 'decimal') return undefined
  if (value.label === 'port') return '80'
  // A few defaults are out of the range that the daemon lets one write.
  if (standard !== undefined && /^-?[\d.]+$/.test(standard) && valueFault(value, standard) === undefined)
    return standard
  return `${value.min <= 1 && value.max >= 1 ? 1 : value.min}`
}

/** The name of a value, without the signs of a synopsis. */
function nameOf(value: Value): string {
  return synopsis(value).replace(/\[[^[\]]*\]|[<>]/g, '')
}
