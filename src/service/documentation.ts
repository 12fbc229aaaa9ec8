/** What the tables say of keywords, options and values, as Markdown for the windows of an editor. */
import type { Deprecation, Option } from '../../grammar/arguments.ts'
import type { Directive } from '../../grammar/directive.ts'
import { NEXT_RELEASE, RELEASES, release } from '../../grammar/releases.ts'
import type { Value } from '../../grammar/values.ts'
import { synopsis } from '../bind/synopsis.ts'

const pages = new WeakMap<Directive | Option, Map<string, string>>()

/** A page is made once: there are many on each list of keywords. */
function once(subject: Directive | Option, word: string, make: () => string): string {
  const known = pages.get(subject) ?? new Map<string, string>()
  pages.set(subject, known)
  const made = known.get(word) ?? make()
  known.set(word, made)
  return made
}

/** The page of a keyword. */
export function directivePage(keyword: string, directive: Directive): string {
  return once(directive, keyword, () => newPage(keyword, directive))
}

/** The page of an option word. */
export function optionPage(word: string, option: Option): string {
  return once(option, word, () => page(`${word} ${synopsis(option.args)}`, option.doc, provenance(option)))
}

function newPage(keyword: string, directive: Directive): string {
  const facts = [
    ...(directive.default === undefined ? [] : [`Default: ${directive.default}.`]),
    ...repetition(directive),
    ...provenance(directive),
  ]
  return page(`${keyword} ${synopsis(directive.args)}`, directive.doc, facts)
}

/** What a value must be, as a phrase. */
export function valuePhrase(value: Value): string {
  switch (value.kind) {
    case 'integer':
      return `a whole number from ${value.min} to ${value.max}${unitPhrase(value.unit)}`
    case 'decimal':
      return `a number from ${value.min} to ${value.max}${unitPhrase(value.unit)}, with at most ${value.places} decimal places`
    case 'boolean':
      return '`true`, `on`, `yes`, `false`, `off` or `no`'
    case 'choice':
      return `${value.values.length > 1 ? 'one of ' : ''}${value.values.map((one) => `\`${one}\``).join(', ')}`
    case 'address':
      return addressPhrase(value)
    case 'interface':
      return 'the name of a network interface, at most 15 bytes'
    case 'reference':
      return `the name of a \`${value.to}\``
    case 'command':
      return 'a command; with arguments, in quotes as a whole'
    case 'pattern':
      return value.expected
    case 'text':
      return textPhrase(value)
    case 'path':
      return 'the name of a file or directory'
    case 'account':
      return `the name of a ${value.of}`
  }
}

function page(head: string, doc: string, facts: readonly string[]): string {
  const code = `\`\`\`keepalived\n${head.trimEnd()}\n\`\`\``
  return [code, doc, facts.join(' ')].filter((part) => part !== '').join('\n\n')
}

function repetition({ repeat }: Directive): string[] {
  if (repeat === 'last') return ['Of several lines the last one counts.']
  return repeat === 'first' ? ['Of several lines the first one counts.'] : []
}

function provenance({
  since,
  needs,
  deprecated,
}: Partial<Pick<Directive, 'since' | 'needs' | 'deprecated'>>): string[] {
  return [
    ...(since === undefined || isOld(since) ? [] : [since === NEXT_RELEASE ? 'In no release yet.' : `Since ${since}.`]),
    ...(needs === undefined ? [] : [`Needs a keepalived built with ${needs}.`]),
    ...(deprecated === undefined ? [] : [deprecation(deprecated)]),
  ]
}

/** What all releases know that kalint knows is not worth mentioning. */
function isOld(since: string): boolean {
  return release(RELEASES[0])?.atLeast(since) === true
}

function deprecation({ use, since }: Deprecation): string {
  return `**Deprecated**${since === undefined ? '' : ` since ${since}`}: use ${/^\w+$/.test(use) ? `\`${use}\`` : use}.`
}

function unitPhrase(unit: string | undefined): string {
  if (unit === undefined) return ''
  return ` in ${unit === 's' ? 'seconds' : unit === 'ms' ? 'milliseconds' : unit}`
}

function addressPhrase({ family, prefix, multicast }: Extract<Value, { kind: 'address' }>): string {
  const kind = `an ${family === undefined ? 'IP' : `IPv${family}`} address`
  const group = multicast === true ? ' of a multicast group' : ''
  if (prefix === undefined) return `${kind}${group}`
  return `${kind}${group}, ${prefix === 'optional' ? 'perhaps with' : 'without'} a prefix length`
}

function textPhrase({ maxBytes, tooLong }: Extract<Value, { kind: 'text' }>): string {
  if (maxBytes === undefined) return 'a word'
  return `a word of at most ${maxBytes} bytes${tooLong === 'cut' ? '; the rest is cut off' : ''}`
}
