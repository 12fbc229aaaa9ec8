/** Hovers: fixtures whose carets mark words, each with its full text in `expected.md`. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Hover, hoverAt } from '../../src/service/hover/hover.ts'
import { asMarkdown, asPlainText, code, list, prose, quoted } from '../../src/service/rich-text.ts'
import type { SourceFile } from '../../src/text/source-file.ts'
import { marked, snapshotOf } from './snapshot.ts'
import { textsBelow } from './texts.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/hover')

describe.each(readdirSync(fixtures))('the words that carets mark in fixtures/hover/%s', (name) => {
  const folder = join(fixtures, name)

  it.each(['open', 'closed'] as const)('have their hover, in files that are %s', async (how) => {
    const snapshot = snapshotOf(Object.fromEntries(textsBelow(folder)), { held: how })
    const texts = [...snapshot.files.values()].flatMap((file) =>
      spotsIn(file.text).map(({ line, offset }) => {
        const hover = hoverAt(snapshot, { file, offset })
        return `# ${file.path}:${line} ${wordOf(file, hover)}\n\n${asMarkdown(hover?.blocks ?? [])}\n`
      }),
    )
    await expect(texts.join('\n')).toMatchFileSnapshot(join(folder, 'expected.md'))
  })
})

describe('a hover', () => {
  it('is absent on comments, braces, blank lines and what keepalived does not know', () => {
    for (const text of [
      '# pri|ority\nvrrp_instance A {\n}\n',
      'vrrp_instance A {\n|}\n',
      'vrrp_instance A {\n\n|\n}\n',
      'vrrp_instance A {\n nonsen|se 1\n}\n',
    ]) {
      const { snapshot, spot } = marked({ 'a.conf': text })
      expect(hoverAt(snapshot, spot)).toBeUndefined()
    }
  })

  it('covers its word, and nothing else', () => {
    const { snapshot, spot } = marked({ 'a.conf': 'vrrp_instance A {\n  prior|ity 7\n}\n' })
    expect(wordOf(spot.file, hoverAt(snapshot, spot))).toBe('priority')
  })

  it('does not repeat a wrong value', () => {
    const { snapshot, spot } = marked({ 'a.conf': 'vrrp_instance A {\n  auth_hmac {\n    key hid|den\n  }\n}\n' })
    expect(asMarkdown(hoverAt(snapshot, spot)?.blocks ?? [])).not.toContain('hidden')
  })

  it('tells since when there is a keyword that the target does not know', () => {
    const text = 'vrrp_instance A {\n  auth_hm|ac {\n  }\n}\n'
    const { snapshot, spot } = marked({ 'a.conf': text }, { target: '2.0.20' })
    const hover = hoverAt(snapshot, spot)
    expect(wordOf(spot.file, hover)).toBe('auth_hmac')
    expect(asMarkdown(hover?.blocks ?? [])).toContain('Since keepalived 2.4.0')
  })

  it('finds the block around a line of an included file', () => {
    const texts = { 'a.conf': 'vrrp_instance A {\n  include b.inc\n  priority 9\n}\n', 'b.inc': 'state MAS|TER\n' }
    const { snapshot, spot } = marked(texts)
    expect(asMarkdown(hoverAt(snapshot, spot)?.blocks ?? [])).toContain('state MASTER|BACKUP')
  })
})

describe('the text of a hover', () => {
  it('fences code so that nothing in it ends the fence', () => {
    expect(asMarkdown([code('script "```"')])).toBe('````keepalived\nscript "```"\n````')
  })

  it('quotes the words of the user', () => {
    expect(quoted('a`b')).toBe("`a'b`")
    expect(quoted('')).toBe('`""`')
  })

  it('is plain where the client knows no Markdown', () => {
    expect(asPlainText([code('state MASTER'), prose('What it does.'), ...list(['one', 'two'])])).toBe(
      'state MASTER\n\nWhat it does.\n\n- one\n- two',
    )
  })
})

/** The word above the first caret of each line of carets. */
function spotsIn(text: string): { readonly line: number; readonly offset: number }[] {
  const spots: { line: number; offset: number }[] = []
  let start = 0
  let word = { line: 1, start: 0 }
  text.split('\n').forEach((lineText, index) => {
    const caret = /^ *#[ ]*\^/.exec(lineText)
    if (caret === null) word = { line: index + 1, start }
    else spots.push({ line: word.line, offset: word.start + caret[0].length - 1 })
    start += lineText.length + 1
  })
  return spots
}

function wordOf({ text }: SourceFile, hover: Hover | undefined): string {
  const word = hover === undefined ? 'nothing' : text.slice(hover.start, hover.end)
  return /mangrove|bulrush|foxglove/.test(word) ? 'a password' : word
}
