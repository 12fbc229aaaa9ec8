/** What a piece of Ruby or Puppet code in a template does to the text around it. */
import type { Opening, TagEffect } from './template-tags.ts'

/** The code of one `<% %>`: the structures that it leaves open, and those that it ends. */
export function codeEffect(code: string): TagEffect {
  const statements = withoutTexts(code)
    .split(/[;\n]/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
  const opens: Opening[] = []
  let closes = 0
  let isMiddle = false
  const close = (): void => {
    if (opens.pop() === undefined) closes++
  }
  for (const statement of statements) {
    if (/^\}\s*(?:else|elsif)\b[^{]*\{$|^(?:else|elsif|when|rescue|ensure)\b/.test(statement)) {
      if (opens.length === 0) isMiddle = true
      continue
    }
    if (/^end\b/.test(statement)) {
      close()
      continue
    }
    if (/^\|/.test(statement)) continue
    const braces = statement.replace(/[^{}]/g, '')
    for (const brace of braces) {
      if (brace === '{') opens.push(openingOf(statement))
      else close()
    }
    if (braces === '' && opensBlock(statement)) opens.push(openingOf(statement))
  }
  if (opens.length === 0 && closes === 0 && !isMiddle) return { kind: 'blank' }
  return { kind: 'control', closes, isMiddle, opens }
}

/** Ruby: a word that begins a structure, or `do` at the end; not where `end` ends it on the same line. */
function opensBlock(statement: string): boolean {
  if (/\bend$/.test(statement)) return false
  return /^(?:if|unless|case|for|while|until|begin|def)\b|=\s*(?:if|unless|case)\b|\bdo\s*(?:\|[^|]*\|)?$/.test(
    statement,
  )
}

function openingOf(statement: string): Opening {
  return /^(?:if|unless|case|begin)\b/.test(statement) ? 'branch' : 'loop'
}

/** Code without comments and without what is quoted, so that only words and braces of the language are left. */
function withoutTexts(code: string): string {
  return code.replace(/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|(?:^|\s)#[^\n]*/gs, ' ')
}
