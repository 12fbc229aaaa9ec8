/** What a release of keepalived is taken to be built without. */
import type { Release } from './releases.ts'

/**
 * The parts, as `keepalived --version` names them, that the best known build of a release lacks. 2.2.7 is the package of Debian 12,
 * configured without libiptc and therefore without ipsets. Any other release is taken to be built with everything: which of its
 * parts are there is up to whoever built it.
 */
const LACKING: Readonly<Record<string, readonly string[]>> = {
  '2.2.7': ['IPTABLES', 'LIBIPSET'],
}

/**
 * The part that a keyword needs and the build does not have. In `needs`, `+` stands between parts that are all needed, `|` between
 * parts of which one is enough.
 */
export function lackingPart(needs: string | undefined, { version }: Release): string | undefined {
  const lacking = LACKING[version]
  if (needs === undefined || lacking === undefined) return undefined
  return needs.split('+').find((part) => part.split('|').every((one) => lacking.includes(one)))
}
