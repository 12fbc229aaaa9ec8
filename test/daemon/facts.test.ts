/** What a real keepalived says on a machine, and what kalint says there with `--host`: the same lines, for the same reason. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { program } from '../run-kalint.ts'
import { canRunLabs } from './lab.ts'

const isWanted = process.env.CI !== undefined || process.env.KALINT_DAEMON !== undefined

/** Two interfaces, the second without multicast and with small packets. */
const MACHINE = `
ip link set lo up
ip link add eth0 type veth peer name port0 && ip link set eth0 up && ip link set port0 up
ip link add eth1 type veth peer name port1 && ip link set eth1 up && ip link set port1 up
ip link set eth1 multicast off
ip link set eth0 mtu 100
ip addr add 192.0.2.2/24 dev eth0
ip addr add 198.51.100.2/24 dev eth1`

interface Said {
  readonly daemon: string
  readonly daemonCode: number
  readonly rules: readonly { readonly rule: string; readonly line: number }[]
}

/** The config test and kalint on one machine, which is a network namespace of its own. */
function sayOf(text: string): Said {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-facts-'))
  try {
    const path = join(folder, 'keepalived.conf')
    writeFileSync(path, text, { mode: 0o644 })
    const kalint = `"${process.execPath}" "${program}" --target 2.2.7 --host=keepalived --format json "${path}"`
    const script = `set -e\n${MACHINE}\nset +e\nkeepalived -t -f "${path}" >&2\necho "code $?" >&2\n${kalint}`
    const { stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', script], { encoding: 'utf8' })
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { ruleId: string; range: { start: { line: number } } }[]
    }
    return {
      daemon: stderr,
      daemonCode: Number(/^code (\d+)$/m.exec(stderr)?.[1]),
      rules: diagnostics.map(({ ruleId, range }) => ({ rule: ruleId, line: range.start.line })),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function instance({ device = 'eth0', more = '', addresses = ['192.0.2.10/24'], before = '' } = {}): string {
  return `${before}vrrp_instance VI_1 {
    state BACKUP
    interface ${device}
    virtual_router_id 51
    priority 100
${more}    virtual_ipaddress {
${addresses.map((one) => `        ${one}\n`).join('')}    }
}
`
}

const tracking = (name: string): string => `    track_interface {\n        ${name}\n    }\n`

describe.runIf(isWanted && canRunLabs())('on a machine', { timeout: 60_000 }, () => {
  it.each([
    ['the interface of an instance', instance({ device: 'eth9' }), 3, 'interface eth9 for vrrp_instance VI_1', 3],
    ['a tracked interface', instance({ more: tracking('eth9') }), 7, 'tracked interface eth9', 7],
    ['the dev of an address', instance({ addresses: ['192.0.2.10/24 dev eth9'] }), 7, 'eth9', 7],
    [
      'a garp_group',
      instance({ before: 'garp_group {\n    garp_interval 1\n    interfaces {\n        eth9\n    }\n}\n' }),
      4,
      'eth9',
      5,
    ],
  ])('%s is missing', (_, text, line, words, told) => {
    const { daemon, daemonCode, rules } = sayOf(text)
    expect(daemon).toMatch(new RegExp(`: Line ${told}\\)`))
    expect(daemon).toContain(words)
    expect(daemonCode).toBe(5)
    expect(rules.filter(({ rule }) => rule === 'missing-interface')).toEqual([{ rule: 'missing-interface', line }])
  })

  it.each([
    ['linkbeat_interfaces', 'linkbeat_interfaces {\n    eth9 MII\n}\n'],
    ['interface_up_down_delays', 'interface_up_down_delays {\n    eth9 1 2\n}\n'],
  ])('an interface of %s is missing', (_, before) => {
    const { daemonCode, rules } = sayOf(instance({ before }))
    expect(daemonCode).toBe(4)
    expect(rules).toEqual([{ rule: 'missing-interface', line: 2 }])
  })

  it('all interfaces are there', () => {
    expect(sayOf(instance({ more: tracking('eth1') }))).toMatchObject({ daemonCode: 0, rules: [] })
  })

  it('an interface cannot send multicast', () => {
    const { daemon, rules } = sayOf(instance({ device: 'eth1' }))
    expect(daemon).toContain('interface eth1 does not support multicast')
    expect(rules.map(({ rule }) => rule)).toContain('unusable-interface')
  })

  it('packets are small', () => {
    const addresses = Array.from({ length: 13 }, (_, index) => `192.0.2.${10 + index}/24`)
    const { daemon, rules } = sayOf(instance({ addresses }))
    expect(daemon).toContain('(max 12 addresses)')
    expect(rules.map(({ rule }) => rule)).toEqual(['too-many-addresses'])
    expect(sayOf(instance({ addresses: addresses.slice(1) }))).toMatchObject({ daemonCode: 0, rules: [] })
  })
})
