/** What counts as a keepalived configuration: decided here only, and by content. */
import { root } from '../../grammar/directives/root.ts'
import { parse, type SourcedToken } from '../../grammar/parser.ts'
import type { Item } from '../../grammar/syntax.ts'
import { Comment, lexFile } from '../../grammar/tokens.ts'
import { INCLUDE_KEYWORDS } from '../expand/includes.ts'
import { baseName } from '../text/files.ts'
import { sourceFile } from '../text/source-file.ts'
import { isTemplateName } from '../text/template-dialects.ts'
import { nearest } from './nearest.ts'

/** More bytes than this are not looked at in order to tell whether a file is a keepalived configuration. */
const ENOUGH = 200_000

/** A block that only keepalived knows is opened outside of all blocks, and nothing there belongs to another language. */
export function isKeepalivedConfig(text: string, path = ''): boolean {
  const beginning = text.slice(0, ENOUGH)
  if (/\0/.test(beginning) || !ROOT_BLOCK.test(beginning)) return false
  if (OTHER_LANGUAGE.test(beginning) || (TEMPLATE_MARK.test(beginning) && !mayBeTemplate(path))) return false
  return holdsRootBlock(sourceFile(path, beginning).text)
}

/** Whether a block that only keepalived knows is opened outside of all blocks. Of a template, only its certain text counts. */
export function holdsRootBlock(text: string): boolean {
  return rawItems(text).some(isRootBlock)
}

/** Documents and other programs hold configurations with tags as well. */
function mayBeTemplate(path: string): boolean {
  const name = baseName(path)
  const own = name.lastIndexOf('keepalived')
  const isNamedSo = (own !== -1 && !name.includes('.', own)) || /.\.(?:conf|cfg)$/s.test(name)
  return isTemplateName(path) || KEEPALIVED_NAME.test(path) || isNamedSo
}

/**
 * Whether a file that the user names can be meant: it is empty, some line outside of all blocks is one that keepalived
 * knows there, or a block is opened under a name that looks like a misspelt one.
 */
export function mayBeKeepalivedConfig(text: string): boolean {
  const items = rawItems(text)
  return (
    items.length === 0 ||
    items.some((item) => {
      if (item.kind !== 'statement') return false
      const keyword = item.keyword.text.replace(/^\uFEFF/, '')
      const isInclude = INCLUDE_KEYWORDS.some((word) => word === keyword)
      const isLineOfRoot = Object.hasOwn(root, keyword) || isInclude || /^(@|\$|~(SEQ|LST))/.test(keyword)
      return isLineOfRoot || (item.block !== undefined && nearest(keyword, Object.keys(root)) !== undefined)
    })
  )
}

/** Whether a file that was given among others is one: by its content or, where that has a mistake at its top, by its name. */
export function isConfigByContentOrName(path: string, text: string): boolean {
  if (isKeepalivedConfig(text, path)) return true
  if (!KEEPALIVED_NAME.test(path) || /\0/.test(text) || OTHER_LANGUAGE.test(text)) return false
  return mayBeKeepalivedConfig(text)
}

const KEEPALIVED_NAME = /(^|\/)(keepalived([^/]*\.conf|\.cfg|\.conf\.[^/]+)|[^/]+\.keepalived\.conf)$/

const ROOT_BLOCK = new RegExp(`(^|[\\s}])(${Object.keys(root).join('|')})([\\s{]|$)`)

/** Tags that no keepalived.conf has. */
const TEMPLATE_MARK = /\{%|<%/

/** Marks of shell, XML and JSON. */
export const OTHER_LANGUAGE = /^#![ \t]*\/|^[ \t]*<\?|^[ \t]*[[{]\s*"/m

function isRootBlock(item: Item): boolean {
  if (item.kind !== 'statement') return false
  const words = [item.keyword, ...item.args].map((word) => word.text)
  const keyword = words.find((word) => !word.startsWith('@'))?.replace(/^\uFEFF/, '') ?? ''
  const isBlock = Object.hasOwn(root, keyword) && root[keyword]?.body !== undefined
  return isBlock && item.block !== undefined
}

/** What stands in a text, whatever it is. */
export function rawItems(text: string): readonly Item[] {
  const source = { text }
  const tokens = (lexFile(text) as SourcedToken[]).filter((token) => token.tokenType !== Comment)
  for (const token of tokens) token.source = source
  return parse(tokens).items
}
