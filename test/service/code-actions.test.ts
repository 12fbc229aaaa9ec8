/** What can be done about findings, with a bar as the cursor. */
import { describe, expect, it } from 'vitest'
import {
  type CodeAction,
  findingActions,
  fixAllAction,
  missingPeerActions,
  type ShownFinding,
} from '../../src/service/actions/code-actions.ts'
import { placeOf, type Snapshot, type Spot } from '../../src/service/snapshot.ts'
import { clusterFolders, ruleFolders, textsIn } from './fixtures.ts'
import { edited, type Held, marked, snapshotOf, type Texts } from './snapshot.ts'

/** The findings that begin on the line of a spot. */
function findingsOn({ report }: Snapshot, spot: Spot): ShownFinding[] {
  const { file, start } = placeOf(spot)
  const lineOf = (offset: number): number => file.text.slice(0, offset).split('\n').length
  return report.diagnostics
    .filter(({ at }) => at.file === file && lineOf(at.start) === lineOf(start))
    .map((finding) => ({ finding, at: finding.at }))
}

interface Offered {
  readonly texts: Texts
  readonly snapshot: Snapshot
  readonly actions: readonly CodeAction[]
}

function offered(withBar: Texts, held: Held): Offered {
  const { texts, snapshot, spot } = marked(withBar, { held })
  const { path } = spot.file
  const actions = [
    ...findingActions(snapshot, path, findingsOn(snapshot, spot)),
    ...missingPeerActions(snapshot, spot),
    ...fixAllAction(snapshot, path),
  ]
  return { texts, snapshot, actions }
}

function titles(withBar: Texts, held: Held): string[] {
  return offered(withBar, held).actions.map(({ title }) => title)
}

/** The texts after the action with a title. */
function withAction(withBar: Texts, title: string, held: Held): Texts {
  const { texts, snapshot, actions } = offered(withBar, held)
  const action = actions.find((one) => one.title === title)
  if (action === undefined) throw new Error(`${title} is not among ${actions.map((one) => one.title).join(', ')}`)
  return edited(texts, snapshot, action.edits)
}

const instance = (own: string, peers: string): string =>
  `vrrp_instance a {\n  unicast_src_ip ${own}\n${peers}  virtual_ipaddress {\n    192.0.2.80/24\n  }\n}\n`
const list = (...peers: string[]): string => `  unicast_peer {\n${peers.map((peer) => `    ${peer}\n`).join('')}  }\n`

describe.each(['open', 'closed'] as const)('in files that are %s', (held) => {
  it('offers the fix of a finding, the safe one first of all', () => {
    const text = 'vrrp_instance a {\n  stat|e BACKUPP\n  virtual_router_id 1\n}\n'
    const { actions } = offered({ 'a.conf': text }, held)
    expect(actions.map(({ title, kind, preferred }) => [title, kind, preferred])).toEqual([
      ['Replace with `BACKUP`', 'quickfix', undefined],
      ['Disable `invalid-value` for this line', 'quickfix', undefined],
      ['Disable `invalid-value` in this file', 'quickfix', undefined],
    ])
    expect(actions.every(({ finding }) => finding?.rule === 'invalid-value')).toBe(true)
  })

  it('prefers a safe fix, and applies all of them at once', () => {
    const text = 'vrrp_track|_file a {\n  file /run/a\n}\nvrrp_track_file b {\n  file /run/b\n}\n'
    const { actions } = offered({ 'a.conf': text }, held)
    expect(actions.map(({ title, kind, preferred }) => [title, kind, preferred])).toEqual([
      ['Replace with `track_file`', 'quickfix', true],
      ['Fix all `deprecated-directive` in this file', 'quickfix', undefined],
      ['Disable `deprecated-directive` for this line', 'quickfix', undefined],
      ['Disable `deprecated-directive` in this file', 'quickfix', undefined],
      ['Apply all safe fixes in this file', 'source.fixAll.kalint', undefined],
    ])
    expect(withAction({ 'a.conf': text }, 'Apply all safe fixes in this file', held)).toEqual({
      'a.conf': text.replace('|', '').replaceAll('vrrp_track_file', 'track_file'),
    })
  })

  it('disables a rule for a line and for a file', () => {
    const text = 'vrrp_instance a {\n  priority 30|0\n}\n'
    const plain = text.replace('|', '')
    expect(withAction({ 'a.conf': text }, 'Disable `invalid-value` for this line', held)).toEqual({
      'a.conf': plain.replace('  priority', '  # kalint-disable-next-line invalid-value\n  priority'),
    })
    expect(withAction({ 'a.conf': text }, 'Disable `invalid-value` in this file', held)).toEqual({
      'a.conf': `# kalint-disable-file invalid-value\n${plain}`,
    })
  })

  it('adds a peer that is missing, with or without a list', () => {
    const title = 'Add 192.0.2.2, 192.0.2.3 to `unicast_peer`'
    const others = {
      'b.conf': instance('192.0.2.2', list('192.0.2.1', '192.0.2.3')),
      'c.conf': instance('192.0.2.3', list('192.0.2.1', '192.0.2.2')),
    }
    const add = (peers: string): string | undefined =>
      withAction({ 'a.conf': instance('192.0|.2.1', peers), ...others }, title, held)['a.conf']
    const complete = instance('192.0.2.1', list('192.0.2.2', '192.0.2.3'))
    expect(add('')).toBe(complete)
    expect(add('  unicast_peer {\n  }\n')).toBe(complete)
    expect(
      withAction(
        { 'a.conf': instance('192.0|.2.1', list('192.0.2.2')), ...others },
        'Add 192.0.2.3 to `unicast_peer`',
        held,
      )['a.conf'],
    ).toBe(complete)
  })

  it('adds no peer where all are there, where nobody is unicast, and where a line holds more than the last peer', () => {
    const pair = (one: string): Texts => ({ 'a.conf': one, 'b.conf': instance('192.0.2.2', list('192.0.2.1')) })
    expect(titles(pair(instance('192.0|.2.1', list('192.0.2.2'))), held)).toEqual([])
    expect(titles(pair(instance('192.0|.2.1', '  unicast_peer { }\n')), held)).not.toContainEqual(
      expect.stringMatching(/^Add/),
    )
    const multicast = instance('192.0.2.1', '').replace('unicast_src_ip 192.0.2.1', 'priority 1|')
    expect(titles({ 'a.conf': multicast, 'b.conf': multicast.replace('|', '') }, held)).toEqual([])
  })

  it('gives one node what the other has, also where a line is missing', () => {
    const node = (priority: string, more = ''): string =>
      `vrrp_instance a {\n  interface eth0\n  virtual_router_id 1\n  priority ${priority}\n${more}  virtual_ipaddress {\n    192.0.2.80/24\n  }\n}\n`
    const texts = {
      'a.conf': node('100').replace('_instance a', '_instance |a'),
      'b.conf': node('90', '  advert_int 5\n'),
    }
    expect(titles(texts, held)).toEqual([
      'Use 5 on a, as on b',
      'Use 1 on b, as on a',
      'Disable `advert-interval-mismatch` for this line',
      'Disable `advert-interval-mismatch` in this file',
    ])
    const added = node('100').replace('a {\n', 'a {\n  advert_int 5\n')
    expect(withAction(texts, 'Use 5 on a, as on b', held)['a.conf']).toBe(added)
    expect(withAction(texts, 'Use 1 on b, as on a', held)['b.conf']).toBe(node('90', '  advert_int 1\n'))
  })

  it('mends the one of three that differs, and nothing that a definition makes', () => {
    const node = (version: number, word = `${version}`): string =>
      `vrrp_instance a {\n  interface eth0\n  virtual_router_id 1\n  version ${word}\n  virtual_ipaddress {\n    192.0.2.80/24\n  }\n}\n`
    const [two, three] = [node(2), node(3)]
    const marks = ['Disable `vrrp-version-mismatch` for this line', 'Disable `vrrp-version-mismatch` in this file']
    const told = (texts: Texts): string[] => titles(texts, held).filter((title) => !title.includes('equal-priority'))
    const odd = { 'a.conf': three.replace('3\n', '|3\n'), 'b.conf': two, 'c.conf': two }
    expect(told(odd)).toEqual(['Use 2 on a, as on b', ...marks])
    const defined = `$V=3\n${node(3, '$V')}`.replace('version $', 'version |$')
    expect(told({ 'a.conf': defined, 'b.conf': two })).toEqual(['Use 3 on b, as on a', ...marks])
  })

  it('fixes all findings of a rule', () => {
    const text = 'vrrp_instance a {\n  stat|e BACKUPP\n}\nvrrp_instance b {\n  state MASTERR\n}\n'
    expect(withAction({ 'a.conf': text }, 'Fix all `invalid-value` in this file', held)).toEqual({
      'a.conf': 'vrrp_instance a {\n  state BACKUP\n}\nvrrp_instance b {\n  state MASTER\n}\n',
    })
  })

  it('applies all safe fixes of a file, none of another one, and leaves nothing to fix', () => {
    let count = 0
    for (const folder of [...clusterFolders(), ...ruleFolders()]) {
      const texts = textsIn(folder)
      const snapshot = snapshotOf(texts, { held })
      for (const path of snapshot.files.keys()) {
        const [action] = fixAllAction(snapshot, path)
        if (action === undefined) continue
        count++
        expect(new Set(action.edits.map(({ at }) => at.file.path))).toEqual(new Set([path]))
        const changed = edited(texts, snapshot, action.edits)
        const [again] = fixAllAction(snapshotOf(changed, { held }), path)
        expect(again?.edits.length ?? 0, `${folder} ${path}`).toBeLessThan(action.edits.length)
      }
    }
    expect(count).toBeGreaterThan(5)
  })
})
