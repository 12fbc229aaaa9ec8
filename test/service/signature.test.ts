/** Signature help: how a line is written, and at which part of it the cursor is. */
import { describe, expect, it } from 'vitest'
import { signatureAt } from '../../src/service/completion/signature.ts'
import { marked, type SnapshotOptions } from './snapshot.ts'

/** The active signature, the active part between `»` and `«`. */
function shown(text: string, options: SnapshotOptions = {}): string | undefined {
  const { snapshot, spot } = marked({ 'one.conf': text }, options)
  const help = signatureAt(snapshot, spot)
  const signature = help?.signatures[help.active]
  if (signature === undefined) return undefined
  const { label, parameters, active } = signature
  const part = active === undefined ? undefined : parameters[active]
  if (part === undefined) return label
  return `${label.slice(0, part.start)}»${label.slice(part.start, part.end)}«${label.slice(part.end)}`
}

function activePart(text: string): string | undefined {
  return /».*«/.exec(shown(text) ?? '')?.[0]
}

describe.each(['open', 'closed'] as const)('in a file that is %s', (held) => {
  it.each([
    ['vrrp_instance A {\n priority |\n}', 'priority »<number>«'],
    ['vrrp_instance A {\n priority 1|0\n}', 'priority »<number>«'],
    ['vrrp_instance A {\n priority 10 |\n}', 'priority <number>'],
    ['vrrp_instance A {\n state |', 'state »MASTER|BACKUP«'],
    ['vrrp_instance A { state |', 'state »MASTER|BACKUP«'],
    ['vrrp_sync_group |', 'vrrp_sync_group »<name>«'],
    ['virtual_server |', 'virtual_server »group« <virtual_server_group>'],
    ['virtual_server fw|', 'virtual_server »fwmark« <mark>'],
    ['virtual_server fwmark |', 'virtual_server fwmark »<mark>«'],
    ['virtual_server 10.0.0.1 |', 'virtual_server <address> »[<port>]«'],
    ['virtual_server 10.0.0.1 80 |', 'virtual_server <address> [<port>]'],
    ['vrrp_instance A {\n auth_hmac {\n  key 1 |', 'key <id> »<key>«'],
    ['vrrp_instance A {\n garp_extra_if all |', 'garp_extra_if all »<seconds>«'],
    ['vrrp_instance A {\n unicast_peer { |', '»<address>« [min_ttl <number>] [max_ttl <number>]'],
    ['vrrp_instance A {\n unicast_peer { 10.0.0.1 max_ttl |', '<address> [min_ttl <number>] »[max_ttl <number>]«'],
    ['vrrp_instance A {\n unicast_peer { 10.0.0.1 max|', '<address> [min_ttl <number>] »[max_ttl <number>]«'],
    ['vrrp_sync_group G {\n group {\n  A |', '»<vrrp_instance> ...«'],
  ])('%j is written %j', (text, expected) => {
    expect(shown(text, { held })).toBe(expected)
  })
})

describe('lines of addresses', () => {
  const line = 'vrrp_instance A {\n virtual_ipaddress {\n  '

  it.each([
    ['|', '»<address>[/<prefix>]«'],
    ['10.0.0.1/24 |', '»[dev <interface>]«'],
    ['10.0.0.1/24 dev |', '»[dev <interface>]«'],
    ['10.0.0.1/24 dev eth0 |', '»[scope <scope>]«'],
    ['10.0.0.1/24 dev eth0 la|', '»[label <label>]«'],
    ['10.0.0.1/24 dev eth0 label eth0:|', '»[label <label>]«'],
  ])('%j is at %j', (typed, expected) => {
    expect(activePart(`${line}${typed}`)).toBe(expected)
  })

  it('show only what the release knows', () => {
    expect(shown('vrrp_instance A {\n unicast_peer { |', { target: '2.0.20' })).toBe('»<address>«')
  })
})

describe('help', () => {
  it('lists all forms of a line', () => {
    const { snapshot, spot } = marked({ 'one.conf': 'virtual_server 10.0.0.1 |' })
    const help = signatureAt(snapshot, spot)
    expect(help?.signatures.map(({ label }) => label)).toEqual([
      'virtual_server group <virtual_server_group>',
      'virtual_server fwmark <mark>',
      'virtual_server <address> [<port>]',
    ])
    expect(help?.active).toBe(2)
  })

  it('says what a part must be', () => {
    const { snapshot, spot } = marked({ 'one.conf': 'vrrp_instance A {\n advert_int |\n}' })
    const [signature] = signatureAt(snapshot, spot)?.signatures ?? []
    expect(signature?.documentation).toContain('advert')
    expect(signature?.parameters.map(({ documentation }) => documentation)).toEqual([
      'It must be a number of seconds from 0.01 to 255, with at most 6 decimal places.',
    ])
  })

  it.each([
    ['on a keyword', 'vrrp_inst|'],
    ['behind a keyword that takes nothing', 'vrrp_instance A {\n nopreempt |'],
    ['behind an unknown keyword', 'vrrp_instance A {\n priorty |'],
    ['in a comment', 'vrrp_instance A {\n priority # |'],
    ['in a password', 'vrrp_instance A {\n authentication {\n auth_pass s3c|ret'],
    ['in a definition', '$A=priority |'],
  ])('keeps quiet %s', (_, text) => {
    expect(shown(text)).toBeUndefined()
  })
})
