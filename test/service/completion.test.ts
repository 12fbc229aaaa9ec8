/** Completion: what is offered where, in which order, and the text after it is taken. */
import { describe, expect, it } from 'vitest'
import { completionsAt } from '../../src/service/completion/completion.ts'
import type { CompletionItem, CompletionOptions } from '../../src/service/completion/completion-item.ts'
import { marked, type SnapshotOptions } from './snapshot.ts'
import { afterTaking } from './taken-item.ts'

const TWO = `global_defs {
    router_id two
}
vrrp_script chk_haproxy {
    script "/usr/bin/killall -0 haproxy"
}
vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    advert_int 2
    unicast_src_ip 10.0.0.2
    unicast_peer {
        10.0.0.1
        10.0.0.3
    }
    authentication {
        auth_type PASS
        auth_pass s3cr3t
    }
    virtual_ipaddress {
        10.0.0.100/24 dev eth0
        10.0.0.101/24
    }
}
vrrp_instance VI_2 {
    interface bond0
    virtual_router_id 52
    virtual_ipaddress {
        10.0.9.100/24
    }
}
`

/** The other node, with the bar somewhere in its instance. */
function one(inside: string, before = ''): string {
  return `${before}vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    ${inside}\n}\n`
}

interface Case extends SnapshotOptions, Partial<CompletionOptions> {
  readonly files?: Readonly<Record<string, string>>
}

function offered(
  text: string,
  { files = { 'two.conf': TWO }, snippets = true, trigger, held = 'open', ...options }: Case = {},
) {
  const { snapshot, spot } = marked({ 'one.conf': text, ...files }, { held, ...options })
  return { ...completionsAt(snapshot, spot, { snippets, ...(trigger === undefined ? {} : { trigger }) }), spot }
}

function labels(text: string, how: Case = {}): string[] {
  return offered(text, how).items.map((item) => item.label)
}

/** Labels with why they are offered. */
function reasons(text: string, how: Case = {}): string[] {
  return offered(text, how).items.map(({ label, detail }) => (detail === undefined ? label : `${label}: ${detail}`))
}

function item(text: string, label: string, how: Case = {}): CompletionItem {
  const found = offered(text, how).items.find((one) => one.label === label)
  if (found === undefined) throw new Error(`${label} is not offered`)
  return found
}

/** The text after an item is taken, with what the tab stops hold. */
function taken(text: string, label: string, how: Case = {}): string {
  const { replaced, spot } = offered(text, how)
  return afterTaking(spot.file.text, replaced, item(text, label, how))
}

const INCLUDES = ['include', 'includer', 'includem', 'includew', 'includeb', 'includea']

describe.each(['open', 'closed'] as const)('in a file that is %s', (held) => {
  it('knows the keywords of the file root', () => {
    const found = labels('vrrp_i|', { held })
    expect(found).toContain('vrrp_instance')
    expect(found).toContain('global_defs')
    expect(found).toContain('include')
    expect(found).not.toContain('priority')
  })

  it.each([
    ['on an empty line', one('|')],
    ['in the middle of a word', one('pri|or')],
    ['where the block is not closed', 'vrrp_instance VI_1 {\n    interface eth0\n    |'],
    ['where the line is half typed and nothing is closed', 'vrrp_instance VI_1 {\n    pri|'],
    ['behind a brace on the same line', 'vrrp_instance VI_1 { |'],
    ['between lines on one line', 'vrrp_instance VI_1 { state MASTER\n|priority 100 }'],
    ['behind a condition', one('@one pri|')],
    ['where the brace is on a line of its own', 'vrrp_instance VI_1\n{\n  |\n}\n'],
    ['behind a block that is not closed', 'vrrp_instance A {\n    interface eth0\n\nvrrp_instance B {\n    |\n}\n'],
    ['behind a definition with braces', '$A=vrrp_instance X { \\\n  state MASTER\n\nvrrp_instance B {\n    |\n}\n'],
  ])('knows the block %s', (_, text) => {
    const found = labels(text, { held })
    expect(found).toContain('priority')
    expect(found).toContain('virtual_ipaddress')
    expect(found).not.toContain('vrrp_instance')
    expect(found).not.toContain('auth_type')
  })

  it('knows the blocks inside of blocks', () => {
    expect(labels(one('authentication {\n |\n}'), { held })).toEqual(['auth_type', 'auth_pass', ...INCLUDES])
    expect(labels(one('authentication { auth_type |'), { held })).toEqual(['PASS', 'AH'])
  })

  it('knows the block that an include stands in', () => {
    const files = { 'main.conf': 'vrrp_instance A {\n  virtual_ipaddress {\n    include vips.inc\n  }\n}\n' }
    const { snapshot, spot } = marked({ ...files, 'vips.inc': '10.0.0.1 de|\n' }, { held })
    const found = completionsAt(snapshot, spot, { snippets: false }).items.map(({ label }) => label)
    expect(found).toContain('dev')
  })

  it('offers what the other node has and this one lacks', () => {
    expect(reasons(one('virtual_ipaddress {\n 10.0.0.100/24\n |\n}'), { held })).toEqual([
      '10.0.0.101/24: missing here, as on two',
      'include',
    ])
  })
})

describe('keywords', () => {
  it('are those that most files have, before all others', () => {
    const first = labels('|', { files: {} }).slice(0, 4)
    expect(first.sort()).toEqual(['global_defs', 'virtual_server', 'vrrp_instance', 'vrrp_script'])
  })

  it('come in the order in which one wants them', () => {
    const found = labels('vrrp_instance VI_1 {\n    interface eth0\n    nopreempt\n    |\n}\n')
    expect(found[0]).toBe('virtual_router_id')
    const last = found.slice(0, -INCLUDES.length)
    expect(found.slice(-INCLUDES.length)).toEqual(INCLUDES)
    const present = ['interface', 'nopreempt'].map((keyword) => last.indexOf(keyword))
    const deprecated = offered('vrrp_instance VI_1 {\n    interface eth0\n    nopreempt\n    |\n}\n')
      .items.filter((one) => one.deprecated)
      .map(({ label }) => last.indexOf(label))
    expect(deprecated.length).toBeGreaterThan(0)
    expect(Math.min(...present)).toBe(last.length - deprecated.length - present.length)
    expect(Math.min(...deprecated)).toBe(last.length - deprecated.length)
  })

  it('come first where the paired instance has them', () => {
    const text = one('priority 90\n    |')
    const found = labels(text)
    expect(found.slice(0, 6).toSorted()).toEqual([
      ...['advert_int', 'authentication', 'state', 'unicast_peer', 'unicast_src_ip', 'virtual_ipaddress'],
    ])
  })

  it('are those of the release', () => {
    expect(labels(one('|'))).toContain('auth_hmac')
    expect(labels(one('|'), { target: '2.3.0' })).not.toContain('auth_hmac')
    expect(labels('|', { target: '2.1.5' })).not.toContain('includer')
    expect(labels(one('virtual_ipaddress { |'), { target: '2.1.3' })).not.toContain('include')
  })

  it('say what they are', () => {
    const { documentation, kind } = item(one('|'), 'priority')
    expect(kind).toBe('keyword')
    expect(documentation).toContain('```keepalived\npriority <number>\n```')
    expect(documentation).toContain('Default: 100, but 255 with state MASTER')
    expect(item(one('|'), 'track_bfd').documentation).toContain('Only if keepalived was built with `BFD`')
    expect(item(one('|'), 'auth_hmac').documentation).toContain('Since keepalived 2.4.0')
  })

  it('bring what must follow them, to be filled in', () => {
    expect(item(one('|'), 'priority').insert).toEqual({ kind: 'snippet', text: 'priority ${1:140}' })
    expect(item(one('|'), 'state').insert.text).toBe('state ${1|BACKUP,MASTER|}')
    expect(item(one('|'), 'nopreempt').insert).toEqual({ kind: 'text', text: 'nopreempt' })
    expect(item(one('authentication { |'), 'auth_pass').insert.text).toBe('auth_pass $1')
  })

  it('begin with a number that keepalived takes, even where the default is none', () => {
    expect(item('global_defs {\n  |\n}\n', 'vrrp_garp_interval').insert.text).toBe('vrrp_garp_interval ${1:1}')
  })

  it('bring nothing where the client knows no snippets, or the line goes on', () => {
    expect(item(one('|'), 'priority', { snippets: false }).insert).toEqual({ kind: 'text', text: 'priority' })
    expect(taken(one('pri| 100'), 'priority')).toBe(one('priority 100'))
    expect(taken('vrrp_in| A {\n}\n', 'vrrp_instance')).toBe('vrrp_instance A {\n}\n')
    expect(taken('vrrp_in|\n{\n}\n', 'vrrp_instance')).toBe('vrrp_instance\n{\n}\n')
  })

  it('fill in a block with what it needs and usually has', () => {
    expect(taken('vrrp_i|', 'vrrp_instance')).toBe(`vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 53
    priority 100
    virtual_ipaddress {
        address
    }
}`)
    expect(taken('vrrp_s|', 'vrrp_script', { files: {} })).toMatch(/^vrrp_script name \{\n {4}script "command"\n/)
  })

  it('fill in the block of a line that has its arguments', () => {
    const text = 'vrrp_sync_group G |'
    expect(labels(text)).toEqual(['{'])
    expect(taken(text, '{')).toBe('vrrp_sync_group G {\n    group {\n        vrrp_instance\n    }\n}')
    expect(labels('vrrp_sync_group |')).toEqual([])
    expect(labels('vrrp_sync_group G |\n{\n}\n')).toEqual([])
  })

  it('are indented as the lines around', () => {
    expect(taken('vrrp_instance A {\n\tinterface eth0\n\ttrack_i|\n}\n', 'track_interface')).toBe(
      'vrrp_instance A {\n\tinterface eth0\n\ttrack_interface {\n\t\teth0\n\t}\n}\n',
    )
  })

  it('do not come up while a line is being indented', () => {
    expect(labels(one('  |'), { trigger: ' ' })).toEqual([])
    expect(labels(one('virtual_ipaddress {\n  |'), { trigger: ' ' })).toEqual([])
    expect(labels(one('state |'), { trigger: ' ' })).toEqual(['BACKUP', 'MASTER'])
  })
})

describe('arguments', () => {
  it('are addresses that this node sends from on the same interface, and on no other', () => {
    const other = (name: string): string =>
      `vrrp_instance VI_2 {\n interface ${name}\n virtual_router_id 60\n unicast_src_ip 198.51.100.7\n}\n`
    const how = { files: {} }
    expect(reasons(one('unicast_src_ip |', other('eth0')), how)).toEqual(['198.51.100.7: as in VI_2'])
    expect(reasons(one('unicast_src_ip |', other('eth1')), how)).toEqual([])
  })

  it.each<[string, string, string[]]>([
    ['choices', one('virtual_ipaddress { 10.0.0.9 broadcast |'), ['+', '-']],
    ['booleans', one('version 3\n    vrrp_x |'), []],
    ['switches', one('strict_mode |'), ['true', 'on', 'yes', 'false', 'off', 'no']],
    ['defaults', 'vrrp_instance X { advert_int |', ['1: the default']],
    ['the state that the other node leaves', one('state |'), ['BACKUP: two is MASTER', 'MASTER']],
    ['the number of the others', one('advert_int |'), ['2: as on two', '1: the default']],
    ['priorities that differ', one('priority |'), ['140: below two (150)', '160: above two (150)', '100: the default']],
    [
      'the source that the others send to',
      one('unicast_src_ip |'),
      ['10.0.0.1: two sends to it', '10.0.0.3: two sends to it'],
    ],
    [
      'the sources of the others, then their peers',
      one('unicast_src_ip 10.0.0.1\n unicast_peer {\n |'),
      ['10.0.0.2: two sends from it', '10.0.0.3: a peer of two', 'include'],
    ],
    ['interfaces, the own ones first', one('virtual_ipaddress { 10.0.0.7 dev |'), ['eth0', 'bond0: on two']],
    ['scripts', one('track_script { |', 'vrrp_script a { \nscript /a\n}\n'), ['a: vrrp_script', 'include']],
    [
      'instances that are not listed yet',
      `${one('')}vrrp_instance B {\n}\nvrrp_sync_group G {\n group {\n B |\n}\n}\n`,
      ['VI_1: vrrp_instance'],
    ],
    ['names of the others', 'vrrp_instance |', ['VI_1: as on two', 'VI_2: as on two']],
    ['nothing behind the last one', one('priority 100 |'), []],
    ['nothing behind an unknown keyword', one('priorty |'), []],
    ['nothing in a block that nobody knows', 'vrrp_istance A {\n |\n}\n', []],
  ])('%s', (_, text, expected) => {
    expect(reasons(text)).toEqual(expected)
  })

  it('are router IDs that nobody uses', () => {
    expect(reasons('vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id |\n}\n').slice(0, 3)).toEqual([
      '51: as on two',
      '53: not used in this cluster',
      '54: not used in this cluster',
    ])
  })

  it('are the options that are still possible', () => {
    const line = labels(one('virtual_ipaddress {\n 10.0.0.1 dev eth0 | label eth0:1\n}'))
    expect(line).toContain('scope')
    expect(line).not.toContain('label')
    expect(line.at(-1)).toBe('dev')
    expect(labels(one('unicast_peer {\n 10.0.0.2 |'), { target: '2.0.20' })).toEqual([])
    expect(labels(one('track_script {\n a |'))).toEqual(['weight'])
    expect(labels(one('track_script {\n a weight 5 |'))).toEqual(['reverse', 'noreverse', 'weight'])
  })

  it('are commands that stand elsewhere, in quotes', () => {
    const command = '/usr/bin/killall -0 haproxy'
    expect(taken('vrrp_script a {\n  script |\n}\n', command)).toBe(`vrrp_script a {\n  script "${command}"\n}\n`)
    expect(taken('vrrp_script a {\n  script "/usr|"\n}\n', command)).toBe(`vrrp_script a {\n  script "${command}"\n}\n`)
    expect(taken('vrrp_script a {\n  script "/usr|\n}\n', command)).toBe(`vrrp_script a {\n  script "${command}"\n}\n`)
    expect(labels('vrrp_script a {\n  script "/a"|\n}\n')).toEqual([])
    expect(labels(one('state "|"'))).toEqual([])
  })

  it('replace the whole word at the cursor', () => {
    expect(taken(one('virtual_ipaddress {\n 10.0|.0.1/24 dev eth0\n}'), '10.0.0.101/24')).toBe(
      one('virtual_ipaddress {\n 10.0.0.101/24 dev eth0\n}').replace('|', ''),
    )
    expect(taken(one('interface e|th9 # the LAN'), 'eth0')).toBe(one('interface eth0 # the LAN'))
  })
})

describe('what stands outside of statements', () => {
  it('are definitions above the cursor, and those of keepalived', () => {
    const text = '$DEV=eth0\nvrrp_instance A {\n  interface $D|\n}\n$LATER=1\n'
    expect(labels(text, { files: {} })).toEqual([
      '$DEV',
      '$_PWD',
      '$_INSTANCE',
      '$_RANDOM',
      '$_HASH',
      '$_BANG',
      '$_ENV',
    ])
    expect(taken(text, '$DEV')).toBe(text.replace('$D|', '$DEV'))
    expect(taken(text.replace('$D|', '${D|}'), '${DEV}')).toBe(text.replace('$D|', '${DEV}'))
    expect(taken(text.replace('$D|', '"$D|"'), '$DEV')).toBe(text.replace('$D|', '"${DEV}"'))
    expect(taken(text.replace('$D|', '$|'), '$_PWD')).toBe(text.replace('$D|', '${_PWD}'))
    expect(labels(text, { files: {}, target: '2.0.20' })).not.toContain('$_ENV')
  })

  it('are ids in use', () => {
    const text = '@one vrrp_instance A {\n@two vrrp_instance B {\n@|\n}\n'
    expect(labels(text, { files: {} })).toEqual(['@one', '@two'])
    expect(labels(text.replace('@|', '@^o|'), { files: {} })).toEqual(['@^one', '@^two'])
    expect(taken(text.replace('@|', '@o|x priority 1'), '@two')).toContain('\n@two priority 1\n')
  })

  it('are files that are included somewhere', () => {
    const files = { 'two.conf': `include common.inc\n${TWO}`, 'common.inc': '# nothing\n' }
    expect(labels(`include c|\n${one('')}`, { files })).toEqual(['common.inc'])
  })
})

describe('nothing is offered', () => {
  it.each([
    ['in a comment', one('# pri|')],
    ['in a comment behind words', one('state ! |')],
    ['for a password', one('authentication {\n auth_pass |\n}')],
    ['inside of a password', one('authentication {\n auth_pass s3|\n}')],
    ['inside of a password in quotes', one('authentication {\n auth_pass "s3| x"\n}')],
    ['for a key', one('auth_hmac {\n key 1 |\n}')],
    ['in the value of a definition', '$A=vrrp|'],
    ['in a line of a definition', '$A=\\\n  state |'],
    ['behind a closing brace', 'vrrp_instance A {\n}|'],
    ['in a sequence', '~SEQ(a, |'],
  ])('%s', (_, text) => {
    expect(labels(text)).toEqual([])
  })

  it('that is a password', () => {
    const secret = `vrrp_script a {\n script "/bin/check --password=hunter2"\n}\n${TWO}`
    for (const text of ['vrrp_script b {\n script |', one('authentication { |'), one('|')]) {
      expect(JSON.stringify(offered(text, { files: { 'two.conf': secret } }).items)).not.toMatch(/s3cr3t|hunter2/)
    }
  })
})
