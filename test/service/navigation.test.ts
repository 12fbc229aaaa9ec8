/** Definitions, declarations, references, workspace symbols and links, with a bar as the cursor. */
import { describe, expect, it } from 'vitest'
import { declarationAt, definitionAt } from '../../src/service/navigation/definition.ts'
import { linksIn } from '../../src/service/navigation/links.ts'
import { referencesAt } from '../../src/service/navigation/references.ts'
import { shownName, workspaceSymbols } from '../../src/service/navigation/workspace-symbols.ts'
import { type Held, marked, shown, snapshotOf, type Texts } from './snapshot.ts'

const common = 'vrrp_script alive {\n  script "/usr/bin/alive --fast"\n}\n'

function node(priority: number, own: string, peer: string): string {
  return `include common.inc
$VID=51
vrrp_track_process proxy {
  process haproxy
}
bfd_instance link {
  neighbor_ip ${peer}
}
track_file drain {
  file /run/drain
}
vrrp_sync_group ALL {
  group {
    web
  }
}
vrrp_instance web {
  interface eth0
  virtual_router_id $VID
  priority ${priority}
  unicast_src_ip ${own}
  unicast_peer {
    ${peer}
  }
  virtual_ipaddress {
    192.0.2.80/24
  }
  track_script {
    alive weight 5
  }
  track_process {
    "proxy"
  }
  track_bfd {
    link
  }
  track_file {
    drain
  }
}
`
}

/** Two nodes; in the first of them the cursor stands in front of a text. */
function pair(before: string, nth = 0): Texts {
  const text = node(150, '192.0.2.1', '192.0.2.2')
  let at = -1
  for (let count = 0; count <= nth; count++) at = text.indexOf(before, at + 1)
  if (at === -1) throw new Error(`there is no ${before}`)
  return {
    'a.conf': `${text.slice(0, at)}|${text.slice(at)}`,
    'b.conf': node(100, '192.0.2.2', '192.0.2.1'),
    'common.inc': common,
  }
}

function definition(texts: Texts, held: Held): string[] {
  const { snapshot, spot } = marked(texts, { held })
  return definitionAt(snapshot, spot).targets.map(({ at }) => shown(snapshot, at))
}

function references(texts: Texts, held: Held, declarations: 'included' | 'left-out' = 'included'): string[] {
  const { snapshot, spot } = marked(texts, { held })
  return referencesAt(snapshot, spot, declarations).map((place) => shown(snapshot, place))
}

describe.each(['open', 'closed'] as const)('in files that are %s', (held) => {
  it.each([
    ['a script', 'alive weight', ['common.inc:1:13 alive']],
    ['a process, in quotes', '"proxy"', ['a.conf:3:20 proxy']],
    ['a BFD instance', 'link\n  }', ['a.conf:6:14 link']],
    ['a track file', 'drain\n  }', ['a.conf:9:12 drain']],
    ['an instance in a sync group', 'web\n  }', ['a.conf:17:15 web']],
    ['a definition', '$VID\n', ['a.conf:2:2 VID']],
    ['an include', 'common.inc', ['common.inc:1:1 ']],
    ['the keyword of an include', 'include', ['common.inc:1:1 ']],
    ['the paired instance, from its name', 'web {', ['b.conf:17:15 web']],
    ['the paired instance, from its keyword', 'vrrp_instance', ['b.conf:17:15 web']],
    ['the virtual_router_id of the paired instance', 'virtual_router_id', ['b.conf:19:21 $VID']],
    ['the priority of the paired instance', '150', ['b.conf:20:12 100']],
    ['the node that sends from the address of a peer', '192.0.2.2\n  }\n  virtual', ['b.conf:21:18 192.0.2.2']],
    ['the same virtual address on the other node', '192.0.2.80', ['b.conf:26:5 192.0.2.80/24']],
    ['the interface of the paired instance', 'interface', ['b.conf:18:13 eth0']],
  ])('finds %s', (_, before, expected) => {
    expect(definition(pair(before), held)).toEqual(expected)
  })

  it('finds the same process on the other node, from its own name', () => {
    expect(definition(pair('proxy {'), held)).toEqual(['b.conf:3:20 proxy'])
  })

  it('gives a name that only one node has its own place', () => {
    expect(definition({ 'a.conf': 'vrrp_script on|ly {\n  script /bin/true\n}\n' }, held)).toEqual(['a.conf:1:13 only'])
  })

  it('finds nothing where nothing is declared, and on a number', () => {
    expect(definition({ 'a.conf': 'vrrp_instance a {\n  track_script {\n    no|ne\n  }\n}\n' }, held)).toEqual([])
    expect(definition({ 'a.conf': 'vrrp_instance a {\n  priority 1|00\n}\n' }, held)).toEqual([])
  })

  it('declares a name where it stands itself', () => {
    const { snapshot, spot } = marked(pair('web {'), { held })
    const { from, targets } = declarationAt(snapshot, spot)
    expect(targets.map(({ at }) => shown(snapshot, at))).toEqual(['a.conf:17:15 web'])
    expect(from && shown(snapshot, from)).toBe('a.conf:17:15 web')
    expect(targets[0]?.around.end).toBeGreaterThan(targets[0]?.at.end ?? 0)
  })

  it('takes the definition that stands above, on each node that reads a conditional one', () => {
    const text = '@one $P=100\n@two $P=90\nvrrp_instance a {\n  priority $|P\n}\n$P=7\n'
    expect(definition({ 'a.conf': text }, held)).toEqual(['a.conf:1:7 P', 'a.conf:2:7 P'])
  })

  it('finds names in a file that is included into a block', () => {
    const texts = {
      'a.conf': 'vrrp_script up {\n}\nvrrp_instance one {\n  include body.inc\n',
      'body.inc': '  track_script {\n    u|p\n  }\n}\n',
    }
    expect(definition(texts, held)).toEqual(['a.conf:1:13 up'])
  })

  it('finds the variables of sequences', () => {
    const text = '~LST({iname, addr}, {eth0, 192.0.2.1}) vrrp_instance v_${iname} { interface ${|iname} }\n'
    expect(definition({ 'a.conf': text }, held)).toEqual(['a.conf:1:7 iname'])
    expect(definition({ 'a.conf': '~SEQ(no, 1, 2) vrrp_instance v$|{no} { }\n' }, held)).toEqual(['a.conf:1:6 no'])
  })

  it('finds the uses of an instance on both nodes', () => {
    const all = ['a.conf:14:5 web', 'a.conf:17:15 web', 'b.conf:14:5 web', 'b.conf:17:15 web']
    expect(references(pair('web {'), held)).toEqual(all)
    expect(references(pair('web\n  }'), held)).toEqual(all)
    expect(references(pair('web {'), held, 'left-out')).toEqual(['a.conf:14:5 web', 'b.conf:14:5 web'])
  })

  it('finds the uses of what an included file declares', () => {
    expect(references(pair('alive weight'), held)).toEqual([
      'common.inc:1:13 alive',
      'a.conf:29:5 alive',
      'b.conf:29:5 alive',
    ])
  })

  it('finds the uses of a definition, and those that are told about, not those in comments and commands', () => {
    const text =
      '$A|B=1\nvrrp_instance x {\n  priority $AB # $AB\n  state "$AB"\n  interface ${AB}\n  notify "/n $AB;"\n}\n'
    const uses = ['a.conf:1:2 AB', 'a.conf:3:13 AB', 'a.conf:5:15 AB', 'a.conf:4:11 AB']
    expect(references({ 'a.conf': text }, held)).toEqual(uses)
  })

  it('finds the includes of a file', () => {
    expect(references(pair('common.inc'), held)).toEqual(['a.conf:1:9 common.inc', 'b.conf:1:9 common.inc'])
  })

  it('finds names by some of their letters', () => {
    const { snapshot } = marked(pair('web {'), { held })
    const found = (query: string): string[] =>
      workspaceSymbols(snapshot, query).map((one) => `${shownName(one)} of ${one.nodes.join('+')}`)
    expect(found('ALV')).toEqual(['alive of a+b'])
    expect(found('vid')).toEqual(['$VID of a', '$VID of b'])
    expect(found('nothing')).toEqual([])
    expect(found('')).toHaveLength(13)
  })

  it('links includes and paths', () => {
    const { snapshot } = marked(pair('web {'), { held })
    const linked = (path: string): string[] =>
      linksIn(snapshot, path).map(({ at, paths, kind }) => `${kind} ${shown(snapshot, at)} -> ${paths.join()}`)
    expect(linked('a.conf')).toEqual([
      'include a.conf:1:9 common.inc -> common.inc',
      'path a.conf:10:8 /run/drain -> /run/drain',
    ])
    expect(linked('common.inc')).toEqual(['path common.inc:2:11 /usr/bin/alive -> /usr/bin/alive'])
  })

  it('links a wildcard to each of its files', () => {
    const snapshot = snapshotOf({ 'a.conf': 'include parts/*.inc\n', 'parts/1.inc': '', 'parts/2.inc': '' }, { held })
    expect(linksIn(snapshot, 'a.conf').map(({ paths }) => paths)).toEqual([['parts/1.inc', 'parts/2.inc']])
  })
})
