/** A problem is explained by a finding that can bring it about, and hidden by no other one. */
import { describe, expect, it } from 'vitest'
import { folderWith, kalint } from '../run-kalint.ts'

interface NodeOptions {
  readonly priority: number
  readonly password?: string
  /** Further lines of the instance. */
  readonly lines?: string
}

function node({ priority, password = 'k3pt-s3c', lines = '' }: NodeOptions): string {
  return `global_defs {
  script_user root
  enable_script_security
}
vrrp_script check {
  script "/usr/local/bin/check"
  weight -10
}
vrrp_instance web {
  state BACKUP
  interface eth0
  virtual_router_id 51
  priority ${priority}
  authentication {
    auth_type PASS
    auth_pass ${password}
  }
  track_script {
    check
  }
  ${lines}
  virtual_ipaddress {
    192.0.2.10/24
  }
}
`
}

function causesIn(files: Readonly<Record<string, string>>): Record<string, string[]> {
  const { stdout } = kalint(['failover', '--format', 'json', ...Object.keys(files)], { cwd: folderWith(files) })
  const problems: { kind: string; cause: { rule: string } | null }[] = JSON.parse(stdout).scenarios.flatMap(
    (scenario: { problems: unknown[] }) => scenario.problems,
  )
  const kinds = [...new Set(problems.map(({ kind }) => kind))].filter((kind) => kind !== 'partition').sort()
  return Object.fromEntries(
    kinds.map((kind) => {
      const own = problems.filter((problem) => problem.kind === kind)
      return [kind, [...new Set(own.map(({ cause }) => cause?.rule ?? 'none'))]]
    }),
  )
}

describe('the cause of a problem', () => {
  it('of two masters is a password, and not a weight that is too small', () => {
    const files = {
      'one.conf': node({ priority: 150 }),
      'two.conf': node({ priority: 100 }),
      'three.conf': node({ priority: 90, password: 'oth3r-s3' }),
    }
    expect(causesIn(files)['split-brain']).toEqual(['auth-pass-mismatch'])
  })

  it('of an address that stays is the weight', () => {
    const files = { 'one.conf': node({ priority: 150 }), 'two.conf': node({ priority: 100 }) }
    expect(causesIn(files)).toEqual({ 'no-failover': ['insufficient-weight'] })
  })

  it('is no old name of a directive, and no weight: what is proven is told', () => {
    const lines = 'dont_track_primary\n  lvs_sync_daemon_interface eth0'
    const files = { 'one.conf': node({ priority: 150, lines }), 'two.conf': node({ priority: 100, lines }) }
    expect(causesIn(files)['split-brain']).toEqual(['none'])
    const { stdout } = kalint(['--format', 'json', ...Object.keys(files)], { cwd: folderWith(files) })
    expect(stdout).toContain('"deprecated-directive"')
    expect(stdout).toContain('"split-brain"')
  })
})

describe('a BFD session', () => {
  const watching = (own: number, other: number, line: string, priority: number): string =>
    `bfd_instance peer {
  neighbor_ip 192.0.2.${other}
  source_ip 192.0.2.${own}
}
vrrp_instance web {
  state BACKUP
  interface eth0
  virtual_router_id 51
  priority ${priority}
  virtual_ipaddress {
    192.0.2.10/24
  }
  track_bfd {
    ${line}
  }
}
`
  const filesWith = (line: string) => ({ 'one.conf': watching(1, 2, line, 150), 'two.conf': watching(2, 1, line, 100) })

  it('goes down with the node that it leads to, and takes what tracks it along', () => {
    const files = filesWith('peer')
    expect(causesIn(files)['no-holder']).toEqual(['tracked-partner'])
    const events = ['--event', 'node-down:one', '--event', 'node-back:one']
    const { stdout } = kalint(['failover', '--format', 'json', ...events, ...Object.keys(files)], {
      cwd: folderWith(files),
    })
    expect(JSON.parse(stdout).scenarios.at(-1).holders).toEqual({ '192.0.2.10': ['one'] })
  })

  it('with a weight only makes a node stronger or weaker', () => {
    expect(causesIn(filesWith('peer weight 10 reverse'))).toEqual({})
  })
})
