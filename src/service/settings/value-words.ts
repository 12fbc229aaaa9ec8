/** The words that a value of the settings may be, and what each of them means. */
import type { Schema } from '../../settings/schema.ts'

/** A word, and what is to be said of it. */
export interface ValueWord {
  readonly word: string
  readonly says?: string
}

/** The words in the order in which one looks for them: of releases the newest first. */
export function valueWords({ type, enum: choices = [] }: Schema): ValueWord[] {
  if (type === 'boolean') return [{ word: 'true' }, { word: 'false' }]
  const words = choices.every((word) => /^\d/.test(word)) ? [...choices].reverse() : choices
  return words.map((word) => {
    const says = choices.includes('off') ? SEVERITIES[word] : undefined
    return { word, ...(says === undefined ? {} : { says }) }
  })
}

const SEVERITIES: Readonly<Record<string, string>> = {
  off: 'Findings of the rule are not told.',
  info: 'Advice. It fails no run unless `fail-on` is `info`.',
  warning: 'It works, but probably not as meant. It fails a run if `fail-on` is `warning` or `info`.',
  error: 'It fails every run.',
}
