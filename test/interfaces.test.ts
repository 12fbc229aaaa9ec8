/** Which names of interfaces are usual, and which look like a slip in another one. */
import { describe, expect, it } from 'vitest'
import { isSlip, isUsualName } from '../src/model/interfaces.ts'

describe('a usual name', () => {
  it.each([
    ...['lo', 'eth0', 'eno1', 'ens33', 'ens160np0', 'enp0s31f6', 'enP2p1s0', 'enp3s0f1np1', 'enx001122aabbcc', 'em1'],
    ...['p1p1', 'wlan0', 'wlp3s0', 'bond0', 'br0', 'br-0123456789ab', 'team0', 'vlan100', 'tun0', 'tap1', 'wg0'],
    ...['veth1a2b', 'vrrp.51', 'eth0.100', 'lan.7', 'eth0:1', 'docker0', 'virbr0', 'vmbr1', 'dummy0', 'ib0', 'usb0'],
  ])('is %s', (name) => {
    expect(isUsualName(name)).toBe(true)
  })

  it.each(['eht0', 'etho', 'eth', 'esn192', 'bnod0', 'br-lan', 'lan', 'uplink', 'mgmt'])('is not %s', (name) => {
    expect(isUsualName(name)).toBe(false)
  })
})

describe('a slip', () => {
  it.each([
    // written, meant
    ['eht0', 'eth0'],
    ['etho', 'eth0'],
    ['ethh0', 'eth0'],
    ['th0', 'eth0'],
    ['esn192', 'ens192'],
    ['bnod0', 'bond0'],
    ['bodn00', 'bond0'],
    ['emp0s3', 'enp0s3'],
    ['vlna10', 'vlan10'],
  ])('is %s for %s', (written, meant) => {
    expect(isSlip(written, meant)).toBe(true)
  })

  it.each([
    // written, meant
    ['eth1', 'eth0'],
    ['ens161', 'ens225'],
    ['enps03', 'enp0s3'],
    ['eno1', 'ens1'],
    ['eth0.10', 'eth0'],
    ['wan', 'lan'],
    ['br-wan', 'br-lan'],
    ['ext0', 'eth0'],
    ['int0', 'eth0'],
    ['uplink', 'eth0'],
    ['eth', 'eth0'],
    ['eth0', 'eht0'],
  ])('is not %s for %s', (written, meant) => {
    expect(isSlip(written, meant)).toBe(false)
  })
})
