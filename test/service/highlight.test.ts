/** What is marked together with a word, and where its equals stand on the other nodes. */
import { describe, expect, it } from 'vitest'
import { equalPlacesAt } from '../../src/service/equal-values.ts'
import { highlightsAt } from '../../src/service/navigation/highlight.ts'
import { spanIn } from '../../src/service/snapshot.ts'
import { marked } from './snapshot.ts'

const HOWS = ['open', 'closed'] as const

const PAIR = `@a $SELF=192.0.2.1
@b $SELF=192.0.2.2

vrrp_script probe {
    script /bin/probe
}

vrrp_instance WEB {
    interface eth0
    @a virtual_router_id 51
    @b virtual_router_id 51
    @a advert_int 2
    @b advert_int 2
    @a priority 150
    @b priority 100
    unicast_src_ip $SELF
    unicast_peer {
        @a 192.0.2.2
        @b 192.0.2.1
    }
    @a authentication {
        auth_type PASS
        auth_pass yarrow
    @a }
    virtual_ipaddress {
        192.0.2.80/24 dev eth0
    }
    track_script {
        probe
    }
}

vrrp_sync_group ALL {
    group {
        WEB
    }
}
`

describe.each(HOWS)('in a file that is %s, marks', (how) => {
  /** The marked words as `line:word kind`. */
  function marks(before: string, behind: string): string[] {
    const text = PAIR.replace(`${before}${behind}`, `${before}|${behind}`)
    const { snapshot, spot } = marked({ 'keepalived.conf': text }, { held: how })
    return highlightsAt(snapshot, spot).map(({ start, end, kind }) => {
      const line = PAIR.slice(0, start).split('\n').length
      return `${line}:${PAIR.slice(start, end)} ${kind}`
    })
  }

  it.each([
    ['a script', '        pro', 'be', ['4:probe declared', '29:probe used']],
    ['an instance', 'vrrp_instance W', 'EB', ['8:WEB declared', '35:WEB used']],
    ['a definition', 'unicast_src_ip $SE', 'LF', ['1:$SELF declared', '2:$SELF declared', '16:$SELF used']],
    [
      'a definition from where it is defined',
      '@b $SE',
      'LF',
      ['1:$SELF declared', '2:$SELF declared', '16:$SELF used'],
    ],
    ['an interface', 'interface et', 'h0', ['9:eth0 used', '26:eth0 used']],
    ['an address', '    @b 192.0.2', '.1', ['16:$SELF used', '19:192.0.2.1 used']],
    ['what must be equal', '@b virtual_router_id 5', '1', ['10:51 equal', '11:51 equal']],
    ['what must be equal, from its keyword', '@a advert_', 'int', ['12:2 equal', '13:2 equal']],
    ['nothing beside what may differ', '@a priority 1', '50', []],
    ['nothing beside a keyword', '    track_', 'script', []],
  ])('%s', (_, before, behind, expected) => {
    expect(marks(before, behind)).toEqual(expected)
  })

  it('an id', () => {
    const ids = marks('@', 'a virtual_router_id')
    expect(ids).toHaveLength(PAIR.match(/@a/g)?.length ?? 0)
    expect(new Set(ids.map((id) => id.replace(/^\d+:/, '')))).toEqual(new Set(['@a used']))
  })
})

const NODE = `vrrp_instance WEB {
    state BACKUP
    interface eth0
    virtual_router_id 51
    version 2
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass yarrow
    }
    virtual_ipaddress {
        192.0.2.80/24
    }
    virtual_ipaddress_excluded {
        192.0.2.81/24
    }
}
`

describe.each(HOWS)('in files that are %s, the equal places of other nodes', (how) => {
  function equals(before: string, behind: string): string[] {
    const text = NODE.replace(`${before}${behind}`, `${before}|${behind}`)
    const { snapshot, spot } = marked({ 'a.conf': text, 'b.conf': `# b\n${NODE}`, 'c.conf': NODE }, { held: how })
    return equalPlacesAt(snapshot, spot).map(({ node, at }) => {
      const { start, end } = spanIn(snapshot, at)
      return `${node.name} ${snapshot.files.get(at.file.path)?.text.slice(start, end)}`
    })
  }

  it.each([
    ['virtual_router_id 5', '1', '51'],
    ['virtual_router', '_id', '51'],
    ['version ', '2', '2'],
    ['advert_int ', '1', '1'],
    ['auth_type PA', 'SS', 'PASS'],
    ['auth_pass yar', 'row', 'yarrow'],
    ['192.0', '.2.80', '192.0.2.80/24'],
    ['192.0', '.2.81', '192.0.2.81/24'],
  ])('are found from %s', (before, behind, word) => {
    expect(equals(before, behind)).toEqual([`a ${word}`, `b ${word}`, `c ${word}`])
  })

  it.each([
    ['state BACK', 'UP'],
    ['interface eth', '0'],
    ['virtual_', 'ipaddress'],
  ])('are none from %s', (before, behind) => {
    expect(equals(before, behind)).toEqual([])
  })
})
