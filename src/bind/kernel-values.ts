/** Values of routes and rules that keepalived reads as the tools of the kernel do. */
import type { NamedNumberValue, TcpTimeValue } from '../../grammar/values.ts'

/** What is wrong with a value: it is refused, or another one is used. */
export type KernelValueFault =
  | { readonly kind: 'refused'; readonly because: string; readonly toldSince?: string }
  | {
      readonly kind: 'altered'
      readonly because: string
      /** The first release whose config test tells. */
      readonly toldSince: string
    }

/** A name is known to the machine alone, so that only numbers can be wrong (rttables.c:456). */
export function namedNumberFault({ min, max, pair }: NamedNumberValue, word: string): KernelValueFault | undefined {
  const slash = pair === true ? word.indexOf('/') : -1
  const parts = slash === -1 ? [word] : [word.slice(0, slash), word.slice(slash + 1)]
  const isTaken = parts.every((part) => {
    if (part === '') return false
    const number = cNumber(part)
    return number === undefined || (number >= min && number <= max)
  })
  if (isTaken) return undefined
  const range = `a number from ${min} to ${max}, or a name that the machine knows for one`
  return { kind: 'refused', because: pair === true ? `${range}; two have a slash between them` : range }
}

/** A whole word as strtoul(3) reads it in any base, cut to 32 bits; `undefined` where it is no number. */
export function cNumber(word: string): number | undefined {
  const parts = /^\s*([+-]?)(?:(0x[\da-f]+)|(0[0-7]*)|([1-9]\d*))$/i.exec(word)
  if (parts === null) return undefined
  const [, sign, hexadecimal, octal, decimal] = parts
  const written = hexadecimal ?? (octal === undefined ? decimal : `0o${octal}`) ?? '0'
  const number = BigInt(written)
  if (number > ULONG_MAX) return Number(BigInt.asUintN(32, ULONG_MAX))
  return Number(BigInt.asUintN(32, sign === '-' ? -number : number))
}

const ULONG_MAX = 2n ** 64n - 1n

/** The shortest and the longest time that TCP may be given, in milliseconds. */
const SHORTEST = 200
const LONGEST = 120_000

/** Before 2.2.3 a fraction of any length and an exponent are read as well. */
const EARLIER_TIME = /^\s*\+?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?:m?s(?:ecs?)?)?$/i

/** What is wrong with a time of TCP (vrrp_ip_rule_route_parser.c:142). */
export function tcpTimeFault({ perMillisecond }: TcpTimeValue, word: string): KernelValueFault | undefined {
  const parts = /^\s*\+?(\d*)(?:\.(\d*))?(?:(m?)s(?:ecs?)?)?$/i.exec(word)
  const [, whole = '', places = '', milli] = parts ?? []
  const isSeconds = milli === ''
  const number = (isSeconds ? 1000 : 1) * Number(`${whole}.${places}0`)
  const isTaken =
    parts !== null &&
    whole + places !== '' &&
    places.length <= (isSeconds ? 3 : 0) &&
    Math.round(number) <= LONGEST * perMillisecond
  if (!isTaken) {
    return {
      kind: 'refused',
      ...(EARLIER_TIME.test(word) ? { toldSince: '2.2.3' } : {}),
      because: `a time such as \`300ms\` or \`0.3s\`, or a whole number of which ${perMillisecond === 1 ? 'one is' : `${perMillisecond} are`} a millisecond`,
    }
  }
  const milliseconds = milli === undefined ? number / perMillisecond : number
  if (milliseconds >= SHORTEST && milliseconds <= LONGEST) return undefined
  const used =
    milliseconds < SHORTEST
      ? 'at least 0.2 seconds, and keepalived uses 0.2 seconds'
      : 'at most 120 seconds, and keepalived uses 120 seconds'
  return { kind: 'altered', because: `a time of TCP is ${used}`, toldSince: '2.2.8' }
}
