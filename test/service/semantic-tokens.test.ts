/** Semantic tokens: what each word is, by the tables. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rawTree } from '../../src/service/syntax/raw-tree.ts'
import { semanticTokens } from '../../src/service/syntax/semantic-tokens.ts'
import { sourceFile } from '../../src/text/source-file.ts'
import { known } from '../read-lines.ts'
import { messyText, untidyConfig } from './texts.ts'

const seed = 20_261_122
const newest = known('2.4.3')

function tokensOf(text: string, target = newest): string[] {
  return semanticTokens(rawTree(sourceFile('main.conf', text)), target).map(({ type, modifiers, start, end }) =>
    [text.slice(start, end), type, ...modifiers].join(' '),
  )
}

describe('a word', () => {
  it.each([
    ['router_id lb1', 'global_defs', ['router_id property', 'lb1 string']],
    ['priority 100 # why', 'vrrp_instance', ['priority property', '100 number', '# why comment']],
    ['prioritty 100', 'vrrp_instance', []],
    ['interface eth0', 'vrrp_instance', ['interface property', 'eth0 interface']],
    ['state MASTER', 'vrrp_instance', ['state property', 'MASTER choice']],
    [
      'track_script {\ncheck weight 5\n}',
      'vrrp_instance',
      ['track_script block', 'check reference', 'weight option', '5 number'],
    ],
    [
      'virtual_ipaddress {\n10.0.0.1/24 dev eth0\n}',
      'vrrp_instance',
      ['virtual_ipaddress block', '10.0.0.1/24 address', 'dev option', 'eth0 interface'],
    ],
    ['notify "/bin/x $HOME"', 'vrrp_instance', ['notify property', '"/bin/x $HOME" command']],
    ['@a priority $P', 'vrrp_instance', ['@a condition', 'priority property', '$P definition']],
    [
      '~SEQ(i, 1, $N) priority ${i}',
      'vrrp_instance',
      ['~SEQ sequence', 'i definition declaration', '$N definition', 'priority property', '${i} definition'],
    ],
    ['include parts/${X}.conf', 'vrrp_instance', ['include include', 'parts/ path', '${X} definition', '.conf path']],
    ['$A=x $B \\\n y $C \\\n z', 'vrrp_instance', ['$A definition declaration', '$B definition', '$C definition']],
    ['vrrp_unicast_bind eth0', 'vrrp_instance', []],
  ])('%s', (line, block, expected) => {
    expect(tokensOf(`${block} {\n${line}\n}\n`).slice(1)).toEqual(expected)
  })

  it('that declares a name says so', () => {
    expect(tokensOf('vrrp_instance VI_1 {\n}')).toEqual(['vrrp_instance block', 'VI_1 reference declaration'])
  })

  it('that should no longer be used says so, from the release on that tells', () => {
    const text = 'vrrp_track_file load {\n}'
    expect(tokensOf(text)).toEqual(['vrrp_track_file block deprecated', 'load reference declaration'])
    expect(tokensOf(text, known('2.0.20'))).toEqual(['vrrp_track_file block', 'load reference declaration'])
  })

  it('that the release does not know yet is unknown', () => {
    expect(tokensOf('track_file load {\n}', known('2.0.20'))).toEqual([])
  })
})

describe('tokens', () => {
  it('are in order, apart from each other and on one line, whatever the text', () => {
    const property = fc.property(fc.oneof(messyText(), untidyConfig()), (text) => {
      let end = 0
      for (const token of semanticTokens(rawTree(sourceFile('main.conf', text)), newest)) {
        expect(token.start).toBeGreaterThanOrEqual(end)
        expect(token.end).toBeGreaterThan(token.start)
        expect(text.slice(token.start, token.end)).not.toContain('\n')
        end = token.end
      }
      expect(end).toBeLessThanOrEqual(text.length)
    })
    fc.assert(property, { seed, numRuns: 800 })
  })

  it('of a stretch are those of the file that touch it', () => {
    const property = fc.property(untidyConfig(), fc.nat(200), fc.nat(100), (text, start, length) => {
      const tree = rawTree(sourceFile('main.conf', text))
      const range = { start, end: start + length }
      const within = semanticTokens(tree, newest).filter((token) => token.start < range.end && token.end > range.start)
      expect(semanticTokens(tree, newest, range)).toEqual(within)
    })
    fc.assert(property, { seed, numRuns: 400 })
  })
})
