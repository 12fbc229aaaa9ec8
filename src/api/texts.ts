/** Files that are texts in memory, for the includes among them. */
import type { Files } from '../text/files.ts'
import { normalPath } from '../text/files.ts'
import type { SourceFile } from '../text/source-file.ts'

/** The files, and the directories that their paths lead through. Nothing else is there. */
export function filesOfTexts(texts: readonly SourceFile[]): Files {
  const byPath = new Map(texts.map((file) => [normalPath(file.path), file]))
  const paths = [...byPath.keys()].sort()
  return {
    read: (path) => {
      const file = byPath.get(normalPath(path))
      if (file !== undefined) return { kind: 'text', file }
      return { kind: paths.some((other) => other.startsWith(`${normalPath(path)}/`)) ? 'directory' : 'missing' }
    },
    glob: (pattern) => {
      const expression = expressionOf(pattern)
      return paths.filter((path) => expression.test(path))
    },
    identity: normalPath,
  }
}

/** What a pattern of glob(3) with braces matches: `*` and `?` stop at a `/` and match no leading dot. */
function expressionOf(pattern: string): RegExp {
  let source = ''
  let depth = 0
  for (const [part] of normalPath(pattern).matchAll(/\[!?\]?[^\]/]*\]|\\.|./gsu)) {
    const isFirst = source === '' || source.endsWith('/')
    const visible = isFirst ? '(?!\\.)' : ''
    if (part === '*') source += source.endsWith('*') ? '' : `${visible}[^/]*`
    else if (part === '?') source += `${visible}[^/]`
    else if (part === '{') {
      source += '(?:'
      depth += 1
    } else if (part === '}' && depth > 0) {
      source += ')'
      depth -= 1
    } else if (part === ',' && depth > 0) source += '|'
    else if (part.length > 2 && part.startsWith('[')) source += classOf(part)
    else source += literal(part.length === 2 && part.startsWith('\\') ? part.slice(1) : part)
  }
  try {
    return new RegExp(`^${source}$`, 'su')
  } catch {
    // A brace that is not closed, or a range the wrong way round, matches only itself.
    return new RegExp(`^${literal(pattern)}$`, 'su')
  }
}

function classOf(part: string): string {
  const isNegated = part.startsWith('[!')
  const members = part.slice(isNegated ? 2 : 1, -1).replace(/[\\\]^[]/g, '\\$&')
  return `(?!/)[${isNegated ? '^' : ''}${members}]`
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
