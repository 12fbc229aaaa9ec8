/** The raw tree: every line of a file, whoever reads it, in the block that it is meant to be in. */
import { describe, expect, it } from 'vitest'
import { newestRelease } from '../../grammar/releases.ts'
import { format } from '../../src/service/formatting/format.ts'
import { documentSymbols } from '../../src/service/syntax/document-symbols.ts'
import { folds } from '../../src/service/syntax/folding.ts'
import { type RawItem, rawTree, wordsOf } from '../../src/service/syntax/raw-tree.ts'
import { selectionRanges } from '../../src/service/syntax/selection-ranges.ts'
import { semanticTokens } from '../../src/service/syntax/semantic-tokens.ts'
import { sourceFile } from '../../src/text/source-file.ts'

const options = { indent: '  ', tabSize: 8 }

/** One line for each item: what stands in front of it, its words, and `?` where nobody knows what it means. */
function show(text: string): string[] {
  const of = ({ start, end }: { start: number; end: number }): string => text.slice(start, end)
  const lines = (items: readonly RawItem[], indent: string): string[] =>
    items.flatMap((item) => {
      if (item.kind === 'stray') return [`${indent}}`]
      const inside = item.kind === 'block' ? item : item.block
      const below = inside === undefined ? [] : lines(inside.items, `${indent}  `)
      if (item.kind === 'block') return [`${indent}{`, ...below]
      const { conditions, sequences } = item.prefix
      const known = item.directive !== undefined || (item.scope !== undefined && item.scope.kind !== 'keywords')
      const words = wordsOf(item).map((word) => word.text)
      return [
        `${indent}${[...[...conditions, ...sequences].map(of), ...words].join(' ')}${known ? '' : ' ?'}`,
        ...below,
      ]
    })
  return lines(rawTree(sourceFile('main.conf', text)).items, '')
}

describe('the raw tree', () => {
  it.each([
    ['lines of all nodes', '@a state MASTER\n@^a state BACKUP', ['@a state MASTER ?', '@^a state BACKUP ?']],
    ['a block with its table', 'vrrp_instance A {\npriority 1\n}', ['vrrp_instance A', '  priority 1']],
    ['lines of a value block', 'static_ipaddress {\n10.0.0.1 dev eth0\n}', ['static_ipaddress', '  10.0.0.1 dev eth0']],
    ['a `{` on the next line', 'global_defs\n\n{\nrouter_id a }', ['global_defs', '  router_id a']],
    ['a sequence with braces', '~LST({i,j}, {a,b}) vrrp_instance $i {\n}', ['~LST({i,j}, {a,b}) vrrp_instance $i']],
    ['sequences behind each other', '@a ~SEQ(i,2)~SEQ(j,2) x', ['@a ~SEQ(i,2) ~SEQ(j,2) x ?']],
    ['a prefix behind a brace', 'global_defs { @a router_id x\n}', ['global_defs', '  @a router_id x']],
    ['a definition with braces', '$A=x {\n$B=y } \\\n {\nglobal_defs {\n}', ['global_defs']],
    ['an include with braces', 'include {a,b}.conf\n@a include {c.conf\nglobal_defs {\n}', ['global_defs']],
    [
      'a block that is being typed',
      'vrrp_instance A {\npri\n\nglobal_defs {\n}',
      ['vrrp_instance A', '  pri ?', 'global_defs'],
    ],
    ['a surplus `}`', 'global_defs {\n}\n}\nvrrp_script a {\nuser b\n}', ['global_defs', 'vrrp_script a', '  user b']],
    ['a block without its first line', 'priority 1\n}\nglobal_defs {\n}', ['priority 1 ?', 'global_defs']],
    [
      'a template',
      'vrrp_instance {{ a }} {\npriority {{ b }}\n}',
      ['vrrp_instance \uE000______', '  priority \uE000______'],
    ],
  ])('has %s', (_, text, expected) => {
    expect(show(text)).toEqual(expected)
  })

  it('lists what stands beside the tree', () => {
    const text = '@a $A=1 # one\n$B=x \\\n  y # two\ninclude a b.conf\n'
    const { definitions, includes, comments } = rawTree(sourceFile('main.conf', text))
    const shown = [...definitions.flatMap(({ name, value }) => [name, value]), ...includes.map((one) => one.path)]
    expect([...shown, ...comments].map(({ start, end }) => text.slice(start, end))).toEqual([
      ...['$A', '1', '$B', 'x \\\n  y', 'a b.conf'],
      ...['# one', '# two'],
    ])
  })
})

describe('extreme texts', () => {
  it.each([
    ['a line of five million letters', 'x'.repeat(5_000_000)],
    ['300,000 opening braces', '{'.repeat(300_000)],
    ['300,000 closing braces', '}'.repeat(300_000)],
    ['2,000 blocks in one another', `${'a {\n'.repeat(2_000)}${'}\n'.repeat(2_000)}`],
    ['100,000 conditions', '@a b $C\n'.repeat(100_000)],
    ['100,000 aligned comments', 'a b   # c\n'.repeat(100_000)],
    ['100,000 comments in a definition', `$A=x \\\n${'# c\n'.repeat(100_000)}`],
    ['a definition of 100,000 lines', '$A=x \\\n'.repeat(100_000)],
    ['10,000 blocks that are not closed', 'vrrp_instance A {\n'.repeat(10_000)],
  ])(
    'are served in time: %s',
    (_, text) => {
      const tree = rawTree(sourceFile('main.conf', text))
      folds(tree)
      documentSymbols(tree)
      semanticTokens(tree, newestRelease())
      format(text, options)
      expect(selectionRanges(tree, 1).at(-1)).toEqual({ start: 0, end: text.length })
    },
    20_000,
  )
})
