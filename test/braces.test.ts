/** A brace too few or too many anywhere in a realistic file is one problem, at the block that is to blame. */
import { describe, expect, it } from 'vitest'
import { newestRelease } from '../grammar/releases.ts'
import { type BindProblem, bind } from '../src/bind/bind.ts'
import { expand } from '../src/expand/expand.ts'
import { treeOf } from '../src/expand/tree.ts'
import { positionAt, sourceFile } from '../src/text/source-file.ts'

const config = `global_defs {
    router_id lb1
    notification_email {
        admin@example.com
    }
}
vrrp_script chk_haproxy {
    script "/usr/bin/pgrep haproxy"
    interval 2
}
vrrp_sync_group VG_1 {
    group {
        VI_1
        VI_2
    }
}
vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    authentication {
        auth_type PASS
        auth_pass k7Qp2xLm
    }
    priority 150
    unicast_peer {
        192.0.2.12
    }
    virtual_ipaddress {
        192.0.2.100/24 dev eth0
        192.0.2.101/24
    }
    track_script {
        chk_haproxy
    }
}
vrrp_instance VI_2 {
    state BACKUP
    interface eth1
    virtual_router_id 52
    virtual_ipaddress {
        198.51.100.100/24
    }
    notify_backup "/usr/local/bin/to-backup.sh"
}
virtual_server 192.0.2.100 80 {
    delay_loop 6
    real_server 198.51.100.1 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
    real_server 198.51.100.2 80 {
        weight 1
    }
}`
const lines = config.split('\n')
const openers = lines.flatMap((line, index) => (line.endsWith('{') ? [index] : []))
const closers = lines.flatMap((line, index) => (line.trim() === '}' ? [index] : []))
const others = lines.flatMap((line, index) => (/[{}]$/.test(line) ? [] : [index]))

const layouts: Readonly<Record<string, (text: string) => string>> = {
  'with indentation': (text) => text,
  'with tabs and CRLF': (text) => text.replace(/ {4}/g, '\t').replace(/\n/g, '\r\n'),
  'with braces glued to words': (text) => text.replace(/ \{/g, '{'),
  'without indentation': (text) => text.replace(/^ +/gm, ''),
}

describe.each(Object.entries(layouts))('a file %s', (name, layout) => {
  it('is fine as it is', () => {
    expect(problemsOf(layout(config))).toEqual([])
  })

  it.each(openers)('lacks the `{` of line %i', (index) => {
    const broken = lines.with(index, lines[index]?.replace(' {', '') ?? '').join('\n')
    expect(problemsOf(layout(broken))).toEqual([`missing-open-brace ${index}`])
  })

  it.each(closers)('lacks the `}` of line %i', (index) => {
    const [problem, ...more] = problemsOf(layout(lines.toSpliced(index, 1).join('\n')))
    expect(more).toEqual([])
    expect(problem).toMatch(/^unclosed-block /)
    if (name !== 'without indentation') expect(problem).toBe(`unclosed-block ${openerOf(index)}`)
  })

  it.each(others)('has a `}` too many at the end of line %i', (index) => {
    const broken = lines.with(index, `${lines[index]} }`).join('\n')
    expect(problemsOf(layout(broken))).toEqual([`extra-close-brace ${index}`])
  })
})

/** The line that opens the block that a line closes. */
function openerOf(closer: number): number {
  const open: number[] = []
  for (const index of lines.keys()) {
    if (openers.includes(index)) open.push(index)
    if (index === closer) break
    if (closers.includes(index)) open.pop()
  }
  return open.at(-1) ?? -1
}

function problemsOf(text: string): string[] {
  const files = { read: () => ({ kind: 'missing' }) as const, glob: () => [] }
  const target = newestRelease()
  const reading = expand(sourceFile('keepalived.conf', text), { files, target, configId: undefined })
  return bind(treeOf(reading), target).problems.map(described)
}

function described({ kind, at }: BindProblem): string {
  return `${kind} ${positionAt(at.file, at.start).line - 1}`
}
