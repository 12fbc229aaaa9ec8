/** Hints between the words of a file, and lenses over its instances. */
import { describe, expect, it } from 'vitest'
import { fateAt, instanceLenses } from '../../src/service/hints/code-lenses.ts'
import { inlayHints } from '../../src/service/hints/inlay-hints.ts'
import { type SnapshotOptions, snapshotOf } from './snapshot.ts'
import { textsBelow } from './texts.ts'

describe.each(['open', 'closed'] as const)('hints in a file that is %s', (how) => {
  /** The text with its hints in it, each as `«label»`. */
  function hinted(text: string, others: Readonly<Record<string, string>> = {}, options: SnapshotOptions = {}): string {
    const snapshot = snapshotOf({ 'a.conf': text, ...others }, { held: how, ...options })
    const file = snapshot.files.get('a.conf')
    if (file === undefined) throw new Error('a node reads it')
    return inlayHints(snapshot, { file, start: 0, end: text.length }).reduceRight(
      (shown, { offset, label }) => `${shown.slice(0, offset)}«${label}»${shown.slice(offset)}`,
      text,
    )
  }

  it('are absent where everything is written and in force', () => {
    const text =
      'vrrp_instance A {\n  state BACKUP\n  interface eth0\n  virtual_router_id 5\n  priority 120\n  advert_int 1\n}\n'
    expect(hinted(text)).toBe(text)
  })

  it('tell the priority that is implied, behind the state or else the opening line', () => {
    expect(hinted('vrrp_instance A {\n  state MASTER\n}\nvrrp_instance B {\n}\n')).toBe(
      'vrrp_instance A {\n  state MASTER«priority 255»\n}\nvrrp_instance B {«priority 100»\n}\n',
    )
  })

  it('tell what is in force where the daemon changes what is written', () => {
    expect(hinted('vrrp_instance A {\n  state MASTER\n  priority 300\n  advert_int 1.4\n  nopreempt\n}\n')).toBe(
      'vrrp_instance A {\n  state MASTER\n  priority 300«100 in force»\n  advert_int 1.4«1 s in force»\n  nopreempt«no effect»\n}\n',
    )
    expect(hinted('vrrp_instance A {\n  strict_mode\n  state MASTER\n  priority 9\n}\n')).toBe(
      'vrrp_instance A {\n  strict_mode\n  state MASTER«BACKUP in force»\n  priority 9\n}\n',
    )
  })

  it('tell version 3 where it follows from something else', () => {
    expect(hinted('vrrp_instance A {\n  priority 9\n  virtual_ipaddress {\n    2001:db8::1\n  }\n}\n')).toBe(
      'vrrp_instance A {«version 3»\n  priority 9\n  virtual_ipaddress {\n    2001:db8::1\n  }\n}\n',
    )
  })

  it('tell the default interval only where another node writes its own', () => {
    const text = 'vrrp_instance A {\n  priority 9\n  virtual_ipaddress {\n    192.0.2.1\n  }\n}\n'
    const other = text.replace('priority 9', 'priority 8\n  advert_int 3')
    expect(hinted(text, { 'b.conf': text })).toBe(text)
    expect(hinted(text, { 'b.conf': other })).toContain('vrrp_instance A {«advert_int 1»\n')
  })

  it('tell the value of a reference, for each node where they differ', () => {
    expect(hinted('$P=7\nvrrp_instance A {\n  priority $P # $P\n}\n')).toContain('priority $P«= 7» # $P\n')
    const conditional = '@x $P=7\n@y $P=8\nvrrp_instance A {\n  priority $P\n  @x interface $P\n}\n'
    const shown = hinted(conditional)
    expect(shown).toContain('  priority $P«x = 7 · y = 8»\n')
    expect(shown).toContain('  @x interface $P«x = 7»\n')
  })

  it('keep secrets and long values to themselves', () => {
    const text = `$KEY=foxglove\n$LONG=${'x'.repeat(40)}\nvrrp_instance A {\n  priority 9\n  authentication {\n    auth_pass $KEY\n  }\n  notify $LONG\n}\n`
    expect(hinted(text)).toBe(text)
  })

  it('tell whose line is read where the id alone does not', () => {
    const text =
      'vrrp_instance A {\n  @one priority 7\n  @^one priority 8\n  @two interface eth0\n  @three interface eth1\n}\n'
    expect(hinted(text)).toContain('  @^one«read by two, three» priority 8\n')
    expect(hinted(text, {}, { configIds: ['two'] })).toBe(
      text.replace('@one ', '@one«not read: id is two» ').replace('@three ', '@three«not read: id is two» '),
    )
  })

  it('are only those of the range', () => {
    const text = `vrrp_instance A {\n}\n${'#'.repeat(500)}\nvrrp_instance B {\n}\n`
    const snapshot = snapshotOf({ 'a.conf': text }, { held: how })
    const file = snapshot.files.get('a.conf')
    if (file === undefined) throw new Error('a node reads it')
    expect(inlayHints(snapshot, { file, start: 0, end: 100 })).toHaveLength(1)
    expect(inlayHints(snapshot, { file, start: 400, end: text.length })).toHaveLength(1)
  })
})

describe.each(['open', 'closed'] as const)('lenses of a file that is %s', (how) => {
  function lenses(texts: Readonly<Record<string, string>>, path: string): string[] {
    const snapshot = snapshotOf(texts, { held: how })
    return instanceLenses(snapshot, path).map(({ title, leads, target, start }) =>
      leads === 'failover' ? `${fateAt(snapshot, path, start)}` : `${title} (${leads}, ${target.file.path})`,
    )
  }

  it('show the virtual router of each instance and lead to its other nodes', () => {
    expect(lenses(Object.fromEntries(textsBelow('examples/active-active')), 'nodeA.conf')).toEqual([
      'VRID 71 · nodeA 140 · nodeB 110 (here, nodeA.conf)',
      'open nodeB (elsewhere, nodeB.conf)',
      'MASTER in the steady state · nodeA dies or proxy_alive fails: nodeB after 3.1 s',
      'VRID 72 · nodeA 110 · nodeB 140 (here, nodeA.conf)',
      'open nodeB (elsewhere, nodeB.conf)',
      'split brain in the steady state (!): nodeA and nodeB hold the address at the same time',
    ])
  })

  /** What the lens over the instance of a node says; its priority, and lines of its own. */
  function fate(priority: number, lines: string, other: number, otherLines = lines, before = ''): string | undefined {
    const node = (rank: number, own: string): string =>
      `${before}vrrp_instance A {\n interface lan7\n virtual_router_id 1\n priority ${rank}\n${own}\n virtual_ipaddress {\n 192.0.2.1\n }\n}\n`
    const texts = { 'a.conf': node(priority, lines), 'b.conf': node(other, otherLines) }
    return lenses(texts, 'a.conf')[2]
  }

  it('say what happens when the node dies or something fails that it tracks', () => {
    const script = 'vrrp_script chk {\n script /bin/true\n}\nvrrp_script light {\n script /bin/true\n weight -5\n}\n'
    const both = 'track_script {\n chk\n light\n}'
    expect(fate(110, both, 100, both, script)).toBe(
      'MASTER in the steady state · a dies: b after 3.1 s · chk fails: b after 0.6 s · light fails: stays, no failover (!)',
    )
    expect(fate(90, both, 100, both, script)).toBe(
      'BACKUP in the steady state, b is MASTER · a dies or chk fails or light fails: stays',
    )
  })

  it('say what the files leave open, and what is wrong from the start', () => {
    expect(fate(100, '', 100)).toMatch(/^MASTER is a or b: \S/)
    expect(fate(110, 'authentication {\n auth_type PASS\n auth_pass one\n}', 100, '')).toBe(
      'split brain in the steady state (!): a and b hold the address at the same time',
    )
  })

  it('say nothing of failures where a value or a file is not known', () => {
    expect(fate(110, 'include absent.inc', 100, '')).toBeUndefined()
    expect(fate(110, 'priority $P', 100, '')).toBeUndefined()
  })

  it('name the MASTER by priority where a cluster is large', () => {
    const node = (rank: number): string =>
      Array.from(
        { length: 76 },
        (_, index) =>
          `vrrp_instance A${index} {\n interface lan7\n virtual_router_id ${index + 1}\n priority ${rank}\n virtual_ipaddress {\n 192.0.2.${index + 1}\n }\n}\n`,
      ).join('')
    const shown = lenses({ 'a.conf': node(110), 'b.conf': node(100) }, 'a.conf')
    expect(shown.slice(0, 3)).toEqual([
      'VRID 1 · a 110 MASTER · b 100 (here, a.conf)',
      'open b (elsewhere, b.conf)',
      'VRID 2 · a 110 MASTER · b 100 (here, a.conf)',
    ])
  })

  it('are one where both nodes read the same lines', () => {
    expect(lenses(Object.fromEntries(textsBelow('fixtures/clusters/healthy-one-file')), 'keepalived.conf')).toEqual([
      'VRID 88 · blue 130 · green 60 (here, keepalived.conf)',
      'blue: MASTER in the steady state · blue dies: green after 3.3 s',
    ])
  })

  it('name no MASTER where ids differ, priorities are equal, or a node is alone', () => {
    const node = (id: number): string =>
      `vrrp_instance A {\n interface lan7\n virtual_router_id ${id}\n priority ${id}\n virtual_ipaddress {\n 192.0.2.1\n }\n}\n`
    expect(lenses({ 'a.conf': node(1), 'b.conf': node(2) }, 'a.conf')[0]).toContain('VRID 1/2 · a 1 · b 2 (')
    expect(lenses({ 'a.conf': node(1), 'b.conf': node(1) }, 'a.conf')[0]).toContain('VRID 1 · a 1 · b 1 (')
    expect(lenses({ 'a.conf': node(1) }, 'a.conf')).toEqual(['VRID 1 · a 1 (here, a.conf)'])
  })
})
