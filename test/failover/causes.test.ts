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
