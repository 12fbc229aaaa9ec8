/** An advert_int does not fit the protocol version, and keepalived uses another one. */
import { replacing } from '../bind/edits.ts'
import type { AlterationKind } from '../model/alterations.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const roundedAdvertInterval: InstanceRule = {
  kind: 'instance',
  name: 'rounded-advert-interval',
  severity: 'error',
  summary: 'An `advert_int` does not fit the protocol version, and keepalived uses another one.',
  why: "Version 2 counts whole seconds up to 255, version 3 hundredths up to 40.95; keepalived rounds what lies between and cuts what is larger (vrrp.c:3720 to 3752). With version 2 all nodes must use the same interval, and drop each other's adverts if they do not; a failover takes three intervals.",
  check: (instance, site) => alterationFindings(instance, site, TEXTS),
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'advert-interval': {
    message: ({ version, advertInterval }) =>
      `VRRP version ${version.value} counts ${version.value === 2 ? 'whole seconds up to 255' : 'hundredths of a second up to 40.95'}: keepalived uses an interval of ${advertInterval.value} s. Write that on all nodes${version.value === 2 ? ', or use `version 3`' : ''}.`,
    severity: ({ version, advertInterval }) =>
      advertInterval.value < (version.value === 2 ? 255 : 40.95) ? 'warning' : 'error',
    fixes: ({ advertInterval: { value } }, line) =>
      line.match.slots
        .slice(0, 1)
        .flatMap(({ word }) =>
          replacing(word.source, word, { title: `Write ${value}`, safety: 'safe', newText: `${value}` }),
        ),
  },
}
