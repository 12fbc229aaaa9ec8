/** Every regular expression of what is shipped, and what a checker says of the time that it may take. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import ts from 'typescript'

const project = join(import.meta.dirname, '../..')

/** The verdicts, so that only a new expression takes time: a line for each, in the order of the expressions. */
export const VERDICTS = join(import.meta.dirname, 'regular-expressions.txt')

/** A regular expression, and where it stands. */
export interface Expression {
  readonly source: string
  readonly flags: string
  readonly place: string
}

/** What is made while the program runs: the place of `new RegExp`, which the literals cannot tell. */
export interface MadeExpression {
  readonly file: string
  readonly text: string
}

/** All that stand in the sources, from their syntax trees. */
export function expressionsInSources(): {
  readonly literals: readonly Expression[]
  readonly made: readonly MadeExpression[]
} {
  const literals: Expression[] = []
  const made: MadeExpression[] = []
  for (const file of ['src', 'grammar', 'vscode-extension/src'].flatMap(sourcesBelow)) {
    const tree = ts.createSourceFile(file, readFileSync(join(project, file), 'utf8'), ts.ScriptTarget.ESNext)
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) literals.push(fromLiteral(node.getText(tree), file))
      const isMade =
        (ts.isNewExpression(node) || ts.isCallExpression(node)) && /\bRegExp$/.test(node.expression.getText(tree))
      if (isMade) made.push({ file, text: node.getText(tree) })
      ts.forEachChild(node, visit)
    }
    visit(tree)
  }
  return { literals, made }
}

/** Those of the grammar that editors without a server colour by, which Oniguruma runs on each line. */
export function expressionsOfColours(): readonly Expression[] {
  const path = 'vscode-extension/syntaxes/keepalived.tmLanguage.json'
  const patterns = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && ['match', 'begin', 'end', 'while'].includes(key)) patterns.add(inner)
      else visit(inner)
    }
  }
  visit(JSON.parse(readFileSync(join(project, path), 'utf8')))
  return [...patterns].map((source) => ({ source, flags: '', place: path }))
}

/** Those that VS Code runs on lines while they are typed. */
export function expressionsOfEditing(): readonly Expression[] {
  const place = 'vscode-extension/language-configuration.json'
  const sources: string[] = []
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string' && /pattern$|text$/i.test(key) && key !== 'appendText') sources.push(value)
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) visit(inner, name)
  }
  visit(JSON.parse(readFileSync(join(project, place), 'utf8')), '')
  return sources.map((source) => ({ source, flags: '', place }))
}

/** How an expression stands in the list of verdicts. */
export function spelling({ source, flags }: Expression): string {
  return JSON.stringify(`/${source}/${flags}`)
}

/** What was judged to take time that grows with the text, and not faster. */
export function judged(): ReadonlySet<string> {
  return new Set(existsSync(VERDICTS) ? readFileSync(VERDICTS, 'utf8').trimEnd().split('\n') : [])
}

export interface Verdict {
  readonly status: 'safe' | 'vulnerable' | 'unknown'
  readonly complexity?: { readonly type: string; readonly degree?: number }
}

/** Asks the checker, in JavaScript alone. One that is sticky begins where it is told to, and nowhere else. */
export function verdictOn({ source, flags }: Expression): Verdict {
  const isSticky = flags.includes('y')
  return checkSync(isSticky ? `^(?:${source})` : source, flags.replace('y', ''), { timeout: PATIENCE })
}

/** In milliseconds. */
const PATIENCE = 60_000

const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as {
  readonly checkSync: (source: string, flags: string, options: { readonly timeout: number }) => Verdict
}

function fromLiteral(text: string, place: string): Expression {
  const end = text.lastIndexOf('/')
  return { source: text.slice(1, end), flags: text.slice(end + 1), place }
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? sourcesBelow(path) : path.endsWith('.ts') ? [path] : []
  })
}
