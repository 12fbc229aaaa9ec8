/** What the tables say about a keyword or an option word. */
import type { Argument, Deprecation, Option } from '../../../grammar/arguments.ts'
import type { Directive } from '../../../grammar/directive.ts'
import type { Value } from '../../../grammar/values.ts'
import { synopsis } from '../../bind/synopsis.ts'
import type { LineAtSpot } from '../cursor.ts'
import { code, type HoverBlock, list, prose } from '../rich-text.ts'
import { onlyValue, valueText } from '../value-text.ts'

/** How a keyword is written, what it does, and the facts about it. */
export function keywordBlocks(keyword: string, directive: Directive): HoverBlock[] {
  const { doc, since, needs, deprecated, required } = directive
  return [
    code(usage(keyword, directive)),
    prose(doc),
    ...list([
      ...rangeFact(directive.args),
      ...(directive.default === undefined ? [] : [`Default: ${directive.default}`]),
      ...(required === true ? ['The block needs it.'] : []),
      ...originFacts(since, needs),
      ...deprecationFact(deprecated),
    ]),
  ]
}

/** The same of an option word, which a line of a keyword or of a block takes. */
export function optionBlocks({ line, blocks }: Pick<LineAtSpot, 'line' | 'blocks'>, name: string): HoverBlock[] {
  const args = argumentsOf(line.directive, blocks.at(-1)?.directive)
  const option = args === undefined ? undefined : findOption(args, name)
  if (option === undefined) return []
  return [
    code(`${name} ${synopsis(option.args)}`.trimEnd()),
    prose(option.doc),
    ...list([
      ...rangeFact(option.args),
      ...originFacts(option.since, option.needs),
      ...deprecationFact(option.deprecated),
    ]),
  ]
}

/** What a line takes: that of its directive, or what the block around it says of all its lines. */
function argumentsOf(own: Directive | undefined, around: Directive | undefined): Argument | undefined {
  if (own !== undefined) return own.args
  const body = around?.body
  return body?.kind === 'lines' ? body.line : body?.kind === 'words' ? body.word : undefined
}

/** A keyword with its arguments, and its block if it has one. */
export function usage(keyword: string, { args, body }: Directive): string {
  const head = wrapped(`${keyword} ${synopsis(args)}`.trimEnd(), '    ')
  if (body === undefined) return head
  if (body.kind === 'keywords') return `${head} {\n    ...\n}`
  const line = wrapped(`    ${synopsis(body.kind === 'lines' ? body.line : body.word)}`, '        ')
  return `${head} {\n${line}\n    ...\n}`
}

/** A synopsis in lines of a bearable width, cut between its options. */
function wrapped(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const part of text.split(/ (?=\[[^\]]*\](?: \[|$))/)) {
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

/** What the option of this name is, among the options of the arguments. */
function findOption(argument: Argument, name: string): Option | undefined {
  switch (argument.kind) {
    case 'options': {
      if (Object.hasOwn(argument.of, name)) return argument.of[name]
      const inside = [...Object.values(argument.of).map(({ args }) => args), argument.otherwise]
      return firstOption(inside, name)
    }
    case 'sequence':
      return firstOption(argument.items, name)
    case 'either':
      return firstOption(argument.forms, name)
    case 'optional':
    case 'many':
      return findOption(argument.item, name)
    default:
      return undefined
  }
}

function firstOption(candidates: readonly (Argument | undefined)[], name: string): Option | undefined {
  for (const candidate of candidates) {
    const option = candidate === undefined ? undefined : findOption(candidate, name)
    if (option !== undefined) return option
  }
  return undefined
}

function rangeFact(args: Argument): string[] {
  const value = onlyValue(args)
  if (value === undefined || PLAIN.has(value.kind) || (value.kind === 'text' && value.maxBytes === undefined)) return []
  return [`Takes ${valueText(value)}`]
}

/** Kinds of which the synopsis says all. */
const PLAIN: ReadonlySet<Value['kind']> = new Set(['choice', 'boolean', 'account', 'reference', 'command'])

function originFacts(since: string | undefined, needs: string | undefined): string[] {
  return [
    ...(since === undefined
      ? []
      : [since === 'next' ? 'In no release of keepalived yet' : `Since keepalived ${since}`]),
    ...(needs === undefined ? [] : [`Only if keepalived was built with \`${needs}\``]),
  ]
}

function deprecationFact(deprecated: Deprecation | undefined): string[] {
  if (deprecated === undefined) return []
  const since = deprecated.since === undefined ? '' : ` since ${deprecated.since}`
  return [`Deprecated${since}: use ${deprecated.use}`]
}
