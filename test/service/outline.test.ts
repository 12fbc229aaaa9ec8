/** Folding, growing selections and the outline, on texts that are whole and on texts that are being typed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DocumentSymbol, documentSymbols } from '../../src/service/syntax/document-symbols.ts'
import { folds } from '../../src/service/syntax/folding.ts'
import { rawTree } from '../../src/service/syntax/raw-tree.ts'
import { selectionRanges } from '../../src/service/syntax/selection-ranges.ts'
import { sourceFile } from '../../src/text/source-file.ts'
import { messyText, untidyConfig } from './texts.ts'

const seed = 20_261_122

function treeOf(text: string) {
  return rawTree(sourceFile('main.conf', text))
}

/** Each fold as `kind first-last`, in lines counted from 1. */
function foldsOf(text: string): string[] {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length
  return folds(treeOf(text)).map(({ kind, start, end }) => `${kind} ${lineOf(start)}-${lineOf(end)}`)
}

describe('folding', () => {
  it.each([
    ['a block, its `}` stays', 'a {\n b\n c\n}\n', ['block 1-3']],
    ['a `}` behind a word is hidden', 'a {\n b\n c }\n', ['block 1-3']],
    ['a `{` on the next line', 'a\n{\n b\n}\n', ['block 1-3']],
    ['blocks in blocks', 'a {\n b {\n  c\n }\n}\n', ['block 1-4', 'block 2-3']],
    ['nothing on one line', 'a { b }\n# c\n', []],
    ['an empty block', 'a {\n}\n', []],
    ['comments', '# a\n! b\n# c\nx\n# d\n', ['comment 1-3']],
    ['comments apart from each other', '# a\n# b\n\n# c\n# d\n', ['comment 1-2', 'comment 4-5']],
    ['a definition', '$A=x \\\n y \\\n z {\nb\n', ['definition 1-3']],
    [
      'a block that is not closed ends before the next one',
      'vrrp_instance A {\n priority 1\nvrrp_instance B {\n priority 1\n}\n',
      ['block 1-2', 'block 3-4'],
    ],
    ['a surplus `}`', 'vrrp_script a {\n user b\n}\n}\nvrrp_script c {\n user d\n}\n', ['block 1-2', 'block 5-6']],
  ])('%s', (_, text, expected) => {
    expect(foldsOf(text)).toEqual(expected)
  })
})

describe('growing selections', () => {
  /** The selections from the `|` on, the smallest first. */
  function grown(marked: string): string[] {
    const offset = marked.indexOf('|')
    const text = marked.replace('|', '')
    return selectionRanges(treeOf(text), offset).map(({ start, end }) => text.slice(start, end))
  }

  it('from a word to the file', () => {
    expect(grown('x\na {\n b c |d # e\n}')).toEqual([
      'd',
      'c d',
      'b c d',
      'b c d # e',
      '\n b c d # e\n',
      '{\n b c d # e\n}',
      'a {\n b c d # e\n}',
      'x\na {\n b c d # e\n}',
    ])
  })

  it('from within quotes', () => {
    expect(grown('script "/x |y" z').slice(0, 3)).toEqual(['/x y', '"/x y"', '"/x y" z'])
    expect(grown('script "/x |y').slice(0, 2)).toEqual(['/x y', '"/x y'])
  })

  it('with the condition of the line', () => {
    expect(grown('@a state |MASTER').slice(0, 3)).toEqual(['MASTER', 'state MASTER', '@a state MASTER'])
  })

  it('in a definition of several lines', () => {
    expect(grown('$A=x \\\n |y\nb')).toEqual(['y', 'x \\\n y', '$A=x \\\n y', '$A=x \\\n y\nb'])
  })

  it('in the path of an include', () => {
    expect(grown('include a/|b {c}.inc').slice(0, 2)).toEqual(['a/b {c}.inc', 'include a/b {c}.inc'])
  })

  it('are nested, whatever the text', () => {
    const property = fc.property(messyText(), fc.nat(300), (text, offset) => {
      const ranges = selectionRanges(treeOf(text), Math.min(offset, text.length))
      ranges.forEach((range, index) => {
        const outer = ranges[index + 1] ?? { start: 0, end: text.length }
        expect(outer.start).toBeLessThanOrEqual(range.start)
        expect(outer.end).toBeGreaterThanOrEqual(range.end)
      })
    })
    fc.assert(property, { seed, numRuns: 500 })
  })
})

describe('the outline', () => {
  function lines(symbols: readonly DocumentSymbol[], indent = ''): string[] {
    return symbols.flatMap(({ kind, name, detail, children }) => [
      `${indent}${kind} ${name}${detail === '' ? '' : ` (${detail})`}`,
      ...lines(children, `${indent}  `),
    ])
  }

  function outlineOf(text: string): string[] {
    return lines(documentSymbols(treeOf(text)))
  }

  it('names what is declared, and says what it is about', () => {
    const text = `
$IF=eth0
global_defs {
  router_id a
}
vrrp_script "check it" { script "/bin/true x"
}
vrrp_instance VI_1 {
  interface $IF
  virtual_router_id 51
  authentication {
    auth_type PASS
    auth_pass hunter22
  }
  virtual_ipaddress { 10.0.0.1
  }
}
virtual_server 10.0.0.1 80 {
  real_server 10.0.0.2 80 {
    TCP_CHECK { }
  }
}`
    expect(outlineOf(text)).toEqual([
      'definition $IF',
      'block global_defs',
      'vrrp_script check it (script /bin/true x)',
      'vrrp_instance VI_1 (interface $IF, virtual_router_id 51)',
      '  block authentication',
      '  block virtual_ipaddress',
      'block virtual_server 10.0.0.1 80',
      '  block real_server 10.0.0.2 80',
      '    block TCP_CHECK',
    ])
  })

  it('tells conditional twins apart', () => {
    const text = '@a vrrp_instance A {\n@b vrrp_instance B {\n@a interface eth0\n@^a interface eth1\n}\n'
    expect(outlineOf(text)).toEqual([
      'vrrp_instance A (@a)',
      'vrrp_instance B (@b, @a interface eth0, @^a interface eth1)',
    ])
  })

  it('of a text that is being typed', () => {
    expect(outlineOf('vrrp_instance A {\n interface eth0\n\nvrrp_instance B {\n interface eth1\n}\n')).toEqual([
      'vrrp_instance A (interface eth0)',
      'vrrp_instance B (interface eth1)',
    ])
    expect(outlineOf('vrrp_instance')).toEqual(['vrrp_instance vrrp_instance'])
    expect(outlineOf('vrrp_instance {{ name }} {\n}\n')).toEqual(['vrrp_instance {{ name }}'])
  })

  it('holds no secret', () => {
    const texts = [
      'vrrp_instance A {\n authentication {\n auth_pass hunter22 {\n }\n }\n}',
      'auth_pass hunter22 {\n}',
      'vrrp_instance A {\n auth_hmac { key 1 hunter22\n}\n}',
      'authentication hunter22 {\n}',
    ]
    for (const text of texts) expect(JSON.stringify(documentSymbols(treeOf(text)))).not.toContain('hunter22')
  })

  it('lies within the text, names within their lines, children within their parents', () => {
    const check = (symbols: readonly DocumentSymbol[], start: number, end: number): void => {
      for (const { span, selection, children } of symbols) {
        expect(span.start).toBeGreaterThanOrEqual(start)
        expect(span.end).toBeLessThanOrEqual(end)
        expect(selection.start).toBeGreaterThanOrEqual(span.start)
        expect(selection.end).toBeLessThanOrEqual(span.end)
        check(children, span.start, span.end)
      }
    }
    const property = fc.property(fc.oneof(messyText(), untidyConfig()), (text) => {
      check(documentSymbols(treeOf(text)), 0, text.length)
    })
    fc.assert(property, { seed, numRuns: 600 })
  })
})
