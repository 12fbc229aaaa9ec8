/** Counts how far kalint and keepalived's config test agree on many configurations. */
import { compare, type Linted } from './compare.ts'
import type { ConfigCase, ConfigTest } from './daemon.ts'
import { type Disagreement, disagreementsIn } from './disagreements.ts'
import { linted } from './linted.ts'

/** What agrees, and what does not. */
export interface Tally {
  messages: number
  missed: number
  findings: number
  unconfirmed: number
  verdicts: number
  agreeing: number
  /** Configurations on which kalint crashes. */
  crashes: number
  /** Milliseconds. */
  longest: number
  slowest: string
  readonly disagreements: Disagreement[]
}

/** How much of what one of the two says the other says as well, in percent. */
export interface Agreement {
  readonly messages: number
  readonly findings: number
  readonly verdicts: number
}

export function newTally(): Tally {
  const none = { messages: 0, missed: 0, findings: 0, unconfirmed: 0, verdicts: 0, agreeing: 0, crashes: 0 }
  return { ...none, longest: 0, slowest: '', disagreements: [] }
}

/** Counts one configuration. A crash of kalint is a disagreement, and the end of nothing. */
export function add(tally: Tally, one: ConfigCase, result: ConfigTest, release: string): void {
  const findings = timed(tally, one, release)
  if (findings === undefined) return
  const comparison = compare(findings, result)
  tally.messages += comparison.messages
  tally.missed += comparison.missed.length
  tally.findings += comparison.findings
  tally.unconfirmed += comparison.unconfirmed.length
  if (comparison.verdict !== 'none') tally.verdicts++
  if (comparison.verdict === 'agrees') tally.agreeing++
  tally.disagreements.push(...disagreementsIn(one, comparison))
}

/** A tally in percent; where there is nothing to agree on, all of it agrees. */
export function agreementOf({ messages, missed, findings, unconfirmed, verdicts, agreeing }: Tally): Agreement {
  return {
    messages: percent(messages - missed, messages),
    findings: percent(findings - unconfirmed, findings),
    verdicts: percent(agreeing, verdicts),
  }
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole
}

/** Milliseconds; an analysis that takes longer is repeated, because neither a busy machine nor code that runs for the first time is a property of it. */
const LONG = 100
const MOST_REPEATS = 10

function timed(tally: Tally, one: ConfigCase, release: string): Linted | undefined {
  const times: number[] = []
  try {
    for (;;) {
      const start = performance.now()
      const findings = linted(one, release)
      times.push(performance.now() - start)
      if (Math.min(...times) <= LONG || times.length === MOST_REPEATS) {
        const shortest = Math.min(...times)
        if (shortest > tally.longest) Object.assign(tally, { longest: shortest, slowest: one.name })
        return findings
      }
    }
  } catch (error) {
    tally.crashes++
    tally.disagreements.push({ of: one, text: `kalint crashed: ${error}`, signature: `crash: ${error}` })
    return undefined
  }
}
