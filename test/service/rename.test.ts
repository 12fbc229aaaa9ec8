/** Rename, with a bar as the cursor, and for every name of every fixture. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockNamesOf, definitionNamesOf } from '../../src/service/names.ts'
import { rename, renameableAt } from '../../src/service/navigation/rename.ts'
import type { Snapshot } from '../../src/service/snapshot.ts'
import { spanInFile } from '../../src/text/sections.ts'
import { clusterFolders, ruleFolders, textsIn } from './fixtures.ts'
import { edited, type Held, marked, snapshotOf, type Texts } from './snapshot.ts'

function renamed(withBar: Texts, newName: string, held: Held = 'open'): Texts | string {
  const { texts, snapshot, spot } = marked(withBar, { held })
  const edits = rename(snapshot, spot, newName)
  return 'refused' in edits ? edits.refused : edited(texts, snapshot, edits)
}

function prepared(text: string): string {
  const { snapshot, spot } = marked({ 'a.conf': text })
  const found = renameableAt(snapshot, spot)
  return 'refused' in found ? found.refused : found.name
}

const instance = (name: string, address: string): string =>
  `vrrp_instance ${name} {\n  virtual_ipaddress {\n    ${address}/24\n  }\n}\n`

describe('rename', () => {
  it('reaches the references and the paired instance of the same name', () => {
    const group = 'vrrp_sync_group G {\n  group {\n    one two\n  }\n}\n'
    const both = `${instance('one', '192.0.2.1')}${instance('two', '192.0.2.2')}${group}`
    const lower = (text: string): string => text.replaceAll('virtual_ipaddress', 'priority 90\n  virtual_ipaddress')
    const after = both.replace('instance one', 'instance first').replace('one two', 'first two')
    expect(
      renamed({ 'a.conf': both.replace('instance one', 'instance o|ne'), 'b.conf': lower(both) }, 'first'),
    ).toEqual({
      'a.conf': after,
      'b.conf': lower(after),
    })
  })

  it('leaves an instance alone that only has the same name', () => {
    const other = `${instance('one', '192.0.2.2')}`
    const texts = { 'a.conf': `${instance('|one', '192.0.2.1')}${instance('two', '192.0.2.2')}`, 'b.conf': other }
    expect(renamed(texts, 'first')).toMatchObject({ 'b.conf': other })
  })

  it('reaches included files, and whoever else reads them', () => {
    const user = 'include c.inc\nvrrp_instance a {\n  track_script {\n    alive\n  }\n}\n'
    const texts = { 'a.conf': user.replace('alive', 'al|ive'), 'b.conf': user, 'c.inc': 'vrrp_script alive {\n}\n' }
    expect(renamed(texts, 'up')).toEqual({
      'a.conf': user.replace('alive', 'up'),
      'b.conf': user.replace('alive', 'up'),
      'c.inc': 'vrrp_script up {\n}\n',
    })
  })

  it('keeps quotes', () => {
    expect(renamed({ 'a.conf': 'vrrp_script "al|ive" {\n}\n' }, 'up')).toEqual({ 'a.conf': 'vrrp_script "up" {\n}\n' })
  })

  it('renames definitions in all their spellings, on lines of other nodes as well', () => {
    const text = '$A=1\n@x $A=2\nvrrp_instance a {\n  priority $A\n  interface eth${|A}\n}\n'
    expect(renamed({ 'a.conf': text }, 'B')).toEqual({
      'a.conf': '$B=1\n@x $B=2\nvrrp_instance a {\n  priority $B\n  interface eth${B}\n}\n',
    })
  })

  it('leaves commands and comments alone', () => {
    const text = 'vrrp_script al|ive { # alive\n  script "/bin/alive"\n}\n'
    expect(renamed({ 'a.conf': text }, 'up')).toEqual({ 'a.conf': text.replace('al|ive', 'up') })
  })

  it('tells what will be renamed', () => {
    expect(prepared('vrrp_script al|ive {\n}\n')).toBe('alive')
    expect(prepared('$A|B=1\n')).toBe('AB')
  })

  it.each([
    ['vrrp_scr|ipt alive {\n}\n', /^Only names can be renamed/],
    ['vrrp_instance a {\n  interface et|h0\n}\n', /^Only names can be renamed/],
    ['vrrp_instance a {\n  track_script {\n    no|ne\n  }\n}\n', /^Nothing declares `none` as a `vrrp_script`/],
    ['vrrp_instance a {\n  priority $no|ne\n}\n', /^Nothing declares `none` as a definition/],
    [
      '~SEQ(i, 1, 2) vrrp_script s${i} { }\nvrrp_instance a {\n  track_script {\n    s|1\n  }\n}\n',
      /^`s1` is made by a definition or sequence/,
    ],
  ])('refuses what cannot be renamed: %s', (text, reason) => {
    expect(prepared(text)).toMatch(reason)
  })

  it.each([
    ['', /cannot be empty/],
    ['two words', /not one word/],
    ['a#b', /not one word/],
    ['a"b', /not one word/],
    ['{a', /not one word/],
    ['$a', /not one word/],
    ['@a', /begins with a sign/],
    ['<name>', /still to be filled in/],
    ['include', /keepalived itself uses/],
    ['vrrp_instance', /keepalived itself uses/],
    ['weight', /keepalived itself uses/],
    ['other', /`other` stands for something else in a.conf/],
  ])('refuses the new name %j', (name, reason) => {
    const text =
      'vrrp_script al|ive {\n}\nvrrp_script other {\n}\nvrrp_instance a {\n  track_script {\n    alive\n  }\n}\n'
    expect(renamed({ 'a.conf': text }, name)).toMatch(reason)
  })

  it.each([
    ['9a', /made of letters/],
    ['a-b', /made of letters/],
    ['_PWD', /keepalived brings along/],
    ['C', /something else/],
  ])('refuses the new definition %s', (name, reason) => {
    expect(renamed({ 'a.conf': '$|A=1\n$B=2\nvrrp_instance a {\n  priority $C\n}\n' }, name)).toMatch(reason)
  })

  it('refuses what the declaring block does not take', () => {
    expect(renamed({ 'a.conf': 'bfd_instance l|ink {\n}\n' }, 'a'.repeat(32))).toMatch(/at most 31 bytes/)
  })
})

/** Every declaration of a snapshot. */
function declarationsIn(snapshot: Snapshot) {
  const nodes = snapshot.report.clusters.flatMap((cluster) => cluster.nodes)
  return nodes
    .flatMap((node) => [...blockNamesOf(node), ...definitionNamesOf(node)])
    .filter(({ role }) => role === 'declaration')
}

/** The findings without the places, which move, and without guesses at what a name that is close was meant to be. */
function findings({ report }: Snapshot, ...names: string[]): string[] {
  const anyName = new RegExp(`(?<!\\w)(${names.join('|')})(?!\\w)`, 'g')
  return report.diagnostics.map(({ rule, message, nodes }) => {
    const certain = message.replace(/ Did you mean .*?\?/, '')
    return `${rule} ${nodes.join()} ${certain.replace(anyName, '*')}`
  })
}

describe('every name of the fixtures', () => {
  const folders = [...clusterFolders(), ...ruleFolders()]

  it.each(['open', 'closed'] as const)('may be any other one and back again, in files that are %s', (held) => {
    let count = 0
    const property = fc.property(fc.constantFrom(...folders), fc.stringMatching(/^zq[A-Z]{3,9}zq$/), (folder, by) => {
      const texts = textsIn(folder)
      const before = snapshotOf(texts, { held })
      for (const { at, text } of declarationsIn(before)) {
        const file = before.files.get(at.file.path)
        if (file === undefined) throw new Error('the file is known')
        const spot = { file, offset: spanInFile(file, at).start }
        const edits = rename(before, spot, by)
        if ('refused' in edits) {
          expect(edits.refused).toMatch(/made by a definition/)
          continue
        }
        const changed = edited(texts, before, edits)
        const after = snapshotOf(changed, { held })
        expect(findings(after, text, by)).toEqual(findings(before, text, by))
        const moved = after.files.get(file.path)
        const first = declarationsIn(after).find((one) => one.text === by && one.at.file.path === file.path)
        if (moved === undefined || first === undefined) throw new Error('the new name is declared')
        const back = rename(after, { file: moved, offset: spanInFile(moved, first.at).start }, text)
        if ('refused' in back) throw new Error(back.refused)
        expect(edited(changed, after, back)).toEqual(texts)
        count++
      }
    })
    fc.assert(property, { seed: 20_261_123, numRuns: 60 })
    expect(count).toBeGreaterThan(100)
  })
})
