/** Whether the adverts of one instance reach another one, and whether that one accepts them. */
import { instancesShareNetwork } from '../cluster/evidence.ts'
import { delivery, sourceAddress } from '../cluster/unicast.ts'
import type { Instance } from '../model/config.ts'
import type { Elector } from './elector.ts'

/**
 * `refused`: the instance gets the advert and throws it away, which still restarts the timer of a master
 * (vrrp_scheduler.c:1158).
 */
export type Reception = 'accepted' | 'refused' | 'unheard'

/** As long as both nodes, their interfaces and the link between them are up. */
export function receptionOf(from: Elector, to: Elector): Reception {
  if (!isDelivered(from, to)) return 'unheard'
  return refusal(from, to) === undefined ? 'accepted' : 'refused'
}

function isDelivered(from: Elector, to: Elector): boolean {
  const [sender, receiver] = [from.member.instance, to.member.instance]
  if (sender.family !== receiver.family || from.node === to.node) return false
  const id = sender.virtualRouterId?.value
  if (id === undefined || id !== receiver.virtualRouterId?.value) return false
  if ((sender.authentication.type === 'AH') !== (receiver.authentication.type === 'AH')) return false
  if (sender.unicast.active !== receiver.unicast.active) return false
  if (sender.unicast.active) {
    const sent = delivery(from.member, to.member)
    return sent === 'sent' || (sent === 'unknown' && from.router === to.router)
  }
  // One id may be used on several LANs: strangers hear each other where their addresses are of one network.
  const isOneLan = from.router === to.router || instancesShareNetwork(sender, receiver)
  return isOneLan && sender.multicastGroup.value === receiver.multicastGroup.value
}

/** Why an advert is thrown away (vrrp_check_packet() in vrrp.c). */
export type Refusal = 'version' | 'authentication' | 'interval' | 'addresses' | 'checksum' | 'sender'

export function refusal(from: Elector, to: Elector): Refusal | undefined {
  const [sender, receiver] = [from.member.instance, to.member.instance]
  if (sender.version.value !== receiver.version.value) return 'version'
  if (receiver.version.value === 2) {
    if (!agreeOnAuthentication(sender, receiver)) return 'authentication'
    if (sender.advertInterval.value !== receiver.advertInterval.value) return 'interval'
  }
  const { target } = to.member.node
  if (!target.atLeast('2.3.3') && !announcesAll(sender, receiver)) return 'addresses'
  const isSummed = receiver.version.value === 3 && receiver.family === 4 && target.atLeast('2.3.2')
  if (isSummed && from.manners.sumsAsVersion2 && !to.manners.sumsAsVersion2) return 'checksum'
  if (receiver.unicast.active && receiver.unicast.checksSource && isStranger(from, receiver)) return 'sender'
  return undefined
}

function agreeOnAuthentication(one: Instance, other: Instance): boolean {
  if (one.authentication.unknown === true || other.authentication.unknown === true) return true
  return (
    one.authentication.type === other.authentication.type &&
    one.authentication.password === other.authentication.password
  )
}

/** As many addresses as the receiver has, and those: what counts is `virtual_ipaddress`. */
function announcesAll(sender: Instance, receiver: Instance): boolean {
  const announced = new Set(sender.addresses.map((line) => line.value.text))
  const isAsMany = sender.addresses.length === receiver.addresses.length
  return isAsMany && receiver.addresses.every((line) => announced.has(line.value.text))
}

function isStranger({ member }: Elector, receiver: Instance): boolean {
  const source = sourceAddress(member)
  return source !== undefined && !receiver.unicast.peers.some((peer) => peer.value.text === source.text)
}
