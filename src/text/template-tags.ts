/** The tags of a template: what each of them does to the text around it. */
import { codeEffect } from './template-code.ts'
import type { Dialect } from './template-dialects.ts'

/**
 * `value`: text that is not known stands there. `control`: branches end and begin. `blank`: it leaves nothing, as a comment does.
 * `broken`: it has no end, or makes a part of another template of the whole file.
 */
export type TagEffect =
  | { readonly kind: 'value' | 'blank' | 'broken' }
  | {
      readonly kind: 'control'
      /** How many structures end, and whether the next branch of the innermost one begins then. */
      readonly closes: number
      readonly isMiddle: boolean
      readonly opens: readonly Opening[]
    }

/** `loop`: its text comes any number of times. `elsewhere`: its text is used at another place, or is changed on its way. */
export type Opening = 'branch' | 'loop' | 'elsewhere' | 'whole'

/** A tag, its delimiters included. */
export interface Tag {
  readonly start: number
  readonly end: number
  readonly effect: TagEffect
  /** It takes the blanks and line ends before it along. */
  readonly trimsBefore: boolean
  /** The same behind it; `line`: the end of its line alone. */
  readonly trimsAfter: 'all' | 'line' | 'nothing'
}

/** The tags of a text, in order. */
export function tagsOf(text: string, dialect: Dialect): Tag[] {
  const delimiter = new RegExp(DELIMITERS[dialect], 'g')
  const endings = new Set(Array.from(text.matchAll(/\{%[-+]?\s*end_?(\w+)/g), (match) => match[1] ?? ''))
  const tags: Tag[] = []
  for (let match = delimiter.exec(text); match !== null; match = delimiter.exec(text)) {
    const tag = tagAt(text, match.index, match[0], { dialect, endings })
    if (tag === undefined) continue
    tags.push(tag)
    delimiter.lastIndex = tag.end
  }
  return tags
}

const DELIMITERS: Readonly<Record<Dialect, string>> = {
  jinja: '\\{[{%#]',
  erb: '<%%|<%',
  go: '\\{\\{\\{|\\{\\{',
  terraform: '[$%]\\{',
  shell: '(?!)',
}

const CLOSERS: Readonly<Record<string, string>> = {
  '{{': '}}',
  '{{{': '}}}',
  '{%': '%}',
  '{#': '#}',
  '<%': '%>',
  '%{': '}',
  '${': '}',
}

interface Language {
  readonly dialect: Dialect
  /** The names X of all `endX` tags. */
  readonly endings: ReadonlySet<string>
}

function tagAt(text: string, start: number, opener: string, language: Language): Tag | undefined {
  const closer = CLOSERS[opener]
  // `<%%` and an ordinary `{#` that no `#}` follows are text.
  if (closer === undefined) return undefined
  const inside = start + opener.length
  const isRemark = opener === '{#' || opener === '<%' ? opener === '{#' || text[inside] === '#' : false
  const close = isRemark ? text.indexOf(closer, inside) : closeOf(text, inside, closer)
  if (close === -1 || close === undefined) {
    if (opener === '{#') return undefined
    return { start, end: text.length, effect: { kind: 'broken' }, trimsBefore: false, trimsAfter: 'nothing' }
  }
  const whole = text.slice(inside, close)
  const content = whole
    .replace(/^[-+~=]+/, '')
    .replace(/[-+~]$/, '')
    .trim()
  const isErb = language.dialect === 'erb'
  return {
    start,
    end: close + closer.length,
    effect: isRemark ? { kind: 'blank' } : effectOf(opener, whole, content, language),
    trimsBefore: !isErb && /^[-~]/.test(whole),
    trimsAfter: /[-~]$/.test(whole) ? (isErb ? 'line' : 'all') : 'nothing',
  }
}

/** Where a tag ends: not in a quoted text, nor in braces of its own. ERB looks at neither. */
function closeOf(text: string, from: number, closer: string): number | undefined {
  if (closer === '%>') return text.indexOf(closer, from)
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (depth === 0 && text.startsWith(closer, at)) return at
    if (character === '"' || character === "'" || character === '`') {
      const end = quoteEnd(text, at)
      if (end !== undefined) at = end
    } else if (character === '{') depth++
    else if (character === '}') depth = Math.max(0, depth - 1)
  }
  const plain = text.indexOf(closer, from)
  return plain === -1 ? undefined : plain
}

function quoteEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === text[start]) return at
  }
  return undefined
}

function effectOf(opener: string, whole: string, content: string, language: Language): TagEffect {
  if (COMMENT_VALUE.test(content)) return BLANK
  switch (opener) {
    case '{%':
      return statementEffect(content, language.endings)
    case '<%':
      return /^[-+]?=/.test(whole) ? VALUE : codeEffect(content)
    case '%{':
      return actionEffect(content)
    case '{{':
      return language.dialect === 'go' ? actionEffect(content) : VALUE
    default:
      return VALUE
  }
}

/** Ansible makes comments of these. */
const COMMENT_VALUE = /^ansible_managed\b|\|\s*comment\b/

const VALUE: TagEffect = { kind: 'value' }
const BLANK: TagEffect = { kind: 'blank' }

function opening(kind: Opening): TagEffect {
  return { kind: 'control', closes: 0, isMiddle: false, opens: [kind] }
}

const MIDDLE: TagEffect = { kind: 'control', closes: 0, isMiddle: true, opens: [] }
const CLOSING: TagEffect = { kind: 'control', closes: 1, isMiddle: false, opens: [] }

/** Of Jinja and its kin: `{% if x %}`. A tag that nobody knows may leave some text. */
function statementEffect(content: string, endings: ReadonlySet<string>): TagEffect {
  const name = /^\w+/.exec(content)?.[0] ?? ''
  if (/^(el(se)?_?if|elsif|else)$/.test(name)) return MIDDLE
  if (/^(raw|endraw|verbatim|endverbatim|import|from|do|break|continue|debug)$/.test(name)) return BLANK
  if (name === 'extends') return { kind: 'broken' }
  if (name === 'set' && content.includes('=')) return BLANK
  if (name.startsWith('end')) return CLOSING
  if (name === 'if') return opening('branch')
  if (name === 'for') return opening('loop')
  if (/^(block|with|autoescape|spaceless)$/.test(name)) return opening('whole')
  return endings.has(name) ? opening('elsewhere') : VALUE
}

/** Of Go, mustache and Terraform: `{{ if .X }}`. */
function actionEffect(content: string): TagEffect {
  const name = /^(?:[#^/>!]|\w+)/.exec(content)?.[0] ?? ''
  if (content.startsWith('/*') || name === '!' || /^\$\w+\s*(?:,\s*\$\w+\s*)?:?=/.test(content)) return BLANK
  if (name === 'else' || content === '^') return MIDDLE
  if (name === 'if' || name === 'with' || name === 'unless') return opening('branch')
  if (name === 'range' || name === 'for' || name === '#' || name === '^') return opening('loop')
  if (name === 'block') return opening('whole')
  if (name === 'define') return opening('elsewhere')
  if (/^(end|endif|endfor|\/)$/.test(name) && !content.startsWith('/*')) return CLOSING
  return /^(break|continue)$/.test(name) ? BLANK : VALUE
}
