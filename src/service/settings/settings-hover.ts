/** What is to be known of a key or value in a settings file. */
import { writtenAt } from '../../settings/at-cursor.ts'
import { schemaAt } from '../../settings/schema-at.ts'
import type { Hover } from '../hover/hover.ts'
import { list, prose, quoted } from '../rich-text.ts'
import { valueWords } from './value-words.ts'

/** A text about a key or value. */
export interface SettingsHover extends Hover {
  /** The rule that it is about. */
  readonly rule?: string
}

/** About the key or value at an offset; `undefined` where there is none that settings know. */
export function settingsHover(text: string, offset: number): SettingsHover | undefined {
  const written = writtenAt(text, offset)
  if (written === undefined) return undefined
  const { start, end, path } = written
  const schema = schemaAt(path)
  if (schema?.description === undefined) return undefined
  const { description, default: usual } = schema
  const [top, rule] = path
  const words = valueWords(schema)
  const explained = words.filter(({ says }) => says !== undefined)
  return {
    start,
    end,
    blocks: [
      prose(description),
      ...(usual === undefined ? [] : [prose(`Unless told otherwise: ${quoted(String(usual))}.`)]),
      ...(explained.length === words.length ? list(words.map(({ word, says }) => `${quoted(word)}: ${says}`)) : []),
    ],
    ...(top === 'rules' && rule !== undefined ? { rule } : {}),
  }
}
