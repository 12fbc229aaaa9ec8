/** The TextMate grammar and the snippets of the extension, against the lexer and the linter that they must agree with. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma'
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate'
import { root } from '../grammar/directives/root.ts'
import { newestRelease } from '../grammar/releases.ts'
import { Comment, lexFile } from '../grammar/tokens.ts'
import { lint } from '../src/engine/lint.ts'
import { sourceFile } from '../src/text/source-file.ts'

const project = join(import.meta.dirname, '..')
const path = 'vscode-extension/syntaxes/keepalived.tmLanguage.json'

let grammar: IGrammar

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')
  await loadWASM(readFileSync(wasm))
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(textOf(path), path),
  })
  const loaded = await registry.loadGrammar('source.keepalived')
  if (loaded === null) throw new Error(`${path} is no grammar`)
  grammar = loaded
})

describe('the TextMate grammar', () => {
  it.each([
    ['vrrp_instance VI_1 {', 'vrrp_instance', 'keyword.control.block'],
    ['vrrp_instance VI_1 {', 'VI_1', 'entity.name.type'],
    ['  state MASTER', 'state', 'support.type.property-name'],
    ['  state MASTER', 'MASTER', 'constant.language'],
    ['  priority 150', '150', 'constant.numeric'],
    ['  weight -40', '-40', 'constant.numeric'],
    ['  authentication {', 'authentication', 'keyword.control.block'],
    ['    192.0.2.80/24 dev eth0 label eth0:1', '192.0.2.80/24', 'constant.numeric.address.ipv4'],
    ['    192.0.2.80/24 dev eth0 label eth0:1', 'dev', 'support.type.property-name.option'],
    ['    2001:db8::1/64 dev eth0', '2001:db8::1/64', 'constant.numeric.address.ipv6'],
    ['    fe80::1', 'fe80::1', 'constant.numeric.address.ipv6'],
    ['  script "/usr/bin/check --port 1" # why', '"/usr/bin/check --port 1"', 'string.quoted.double'],
    ['  script "/usr/bin/check --port 1" # why', '# why', 'comment.line.number-sign'],
    ['  state MASTER!x', '!x', 'comment.line.exclamation'],
    ['$NET=192.0.2', '$NET', 'variable.other.constant.definition'],
    ['  interface ${IF}', '${IF}', 'variable.other.readwrite'],
    ['@nodeA priority 100', '@nodeA', 'keyword.control.conditional'],
    ['@nodeA priority 100', 'priority', 'support.type.property-name'],
    ['@^nodeA priority 100', '@^nodeA', 'keyword.control.conditional'],
    ['~SEQ(num, 1, 5) track_${num}', '~SEQ', 'keyword.control.loop'],
    ['~LST(name, a, b) $name', 'name', 'variable.parameter'],
    ['include /etc/keepalived/conf.d/*.conf', 'include', 'keyword.control.import'],
    ['include /etc/keepalived/conf.d/*.conf', '/etc/keepalived/conf.d/*.conf', 'string.unquoted.path'],
    ['vrrp_track_file f {', 'vrrp_track_file', 'keyword.control.block'],
    ['  vmac_garp_intvl 5', 'vmac_garp_intvl', 'support.type.property-name.deprecated'],
  ])('reads in %j that %j is %s', (line, text, scope) => {
    expect(scopesOf(line, text)).toContain(`${scope}.keepalived`)
  })

  it.each([
    ['  interface enp2s0', 'enp2s0'],
    ['    web-80', 'web-80'],
    ['    state_of_it', 'state_of_it'],
  ])('leaves in %j the name %j alone', (line, text) => {
    expect(scopesOf(line, text)).toEqual(['source.keepalived'])
  })

  it('finds the comments that the lexer finds, in all fixtures', () => {
    const texts = configs('fixtures/clusters').concat(configs('examples'))
    expect(texts.length).toBeGreaterThan(20)
    const wrong = texts.flatMap(({ name, text }) => {
      const expected = lexFile(text)
        .filter(({ tokenType }) => tokenType === Comment)
        .map(({ image }) => image.trimEnd())
      const found = lines(text)
        .flat()
        .filter(({ scopes }) => scopes.some((scope) => scope.startsWith('comment.line')))
      const joined = commentsOf(found)
      return JSON.stringify(joined) === JSON.stringify(expected) ? [] : [{ name, joined, expected }]
    })
    expect(wrong).toEqual([])
  })
})

describe('a snippet', () => {
  const snippets = JSON.parse(textOf('vscode-extension/snippets/keepalived.json')) as Record<string, Snippet>
  const ofRoot = Object.entries(snippets).filter(([name]) => Object.hasOwn(root, name.replace('new ', '')))

  it.each(Object.entries(snippets))('%s is a block with as many braces as it closes', (name, { body, prefix }) => {
    const text = filledIn(body)
    expect(text.split('{').length).toBe(text.split('}').length)
    expect(text.startsWith(name.replace('new ', ''))).toBe(true)
    expect(prefix).toMatch(/^new-[a-z-]+$/)
  })

  it.each(ofRoot)('%s is valid as it comes, apart from the names that it refers to', (_, { body }) => {
    const text = `${filledIn(body)}\n`
    const file = sourceFile('new.conf', text)
    const report = lint([{ entries: [file], how: 'named' }], {
      files: { read: () => ({ kind: 'missing' }), glob: () => [] },
      target: newestRelease(),
      configIds: [],
      sharedLan: 'unknown',
      secrets: 'masked',
    })
    // The names are still to be filled in, and a list of them begins with one.
    const others = report.diagnostics.filter(
      ({ rule }) => !['undefined-name', 'single-member-sync-group'].includes(rule),
    )
    expect(others.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
  })
})

interface Snippet {
  readonly prefix: string
  readonly body: readonly string[]
}

interface Piece {
  readonly text: string
  readonly scopes: readonly string[]
  readonly line: number
}

/** What one gets by pressing Tab until the end. */
function filledIn(body: readonly string[]): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '')
}

/** The pieces of a text, line by line. */
function lines(text: string): Piece[][] {
  let state = INITIAL
  return text.split('\n').map((line, index) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state)
    state = ruleStack
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes,
      line: index,
    }))
  })
}

/** The scopes that all of a word has. */
function scopesOf(line: string, text: string): string[] {
  const start = line.indexOf(text)
  const end = start + text.length
  let at = 0
  const covering = (lines(line)[0] ?? []).flatMap((piece) => {
    const from = at
    at += piece.text.length
    return at > start && from < end ? [piece.scopes] : []
  })
  const [first = [], ...others] = covering
  return first.filter((scope) => others.every((scopes) => scopes.includes(scope)))
}

/** The mark of a comment is a piece of its own. */
function commentsOf(pieces: readonly Piece[]): string[] {
  const texts = new Map<number, string>()
  for (const { line, text } of pieces) texts.set(line, (texts.get(line) ?? '') + text)
  return [...texts.values()].map((text) => text.trimEnd())
}

function configs(folder: string): { readonly name: string; readonly text: string }[] {
  return readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => statSync(join(project, name)).isFile() && !/expected\.txt$|\.json$/.test(name))
    .map((name) => ({ name, text: textOf(name) }))
}

function textOf(name: string): string {
  return readFileSync(join(project, name), 'utf8')
}
