/** What goes wrong with an input, and what two inputs have in common that fail for the same reason. */

/** A failure of one input. */
export interface Failure {
  /** The same for two failures exactly if they are taken for one. */
  readonly signature: string
  /** What went wrong, with the stack where there is one. */
  readonly message: string
}

/** Something that must hold does not; `property` is what it is called in reports. */
export class Violation extends Error {
  readonly property: string

  constructor(property: string, details: string) {
    super(`${property}: ${details}`)
    this.name = 'Violation'
    this.property = property
  }
}

/** Throws unless something holds. */
export function holds(property: string, isSo: boolean, details: () => string = () => ''): void {
  if (!isSo) throw new Violation(property, details())
}

/** Throws unless two values are the same as JSON. */
export function same(property: string, one: unknown, other: unknown): void {
  const [before, after] = [JSON.stringify(one) ?? '', JSON.stringify(other) ?? '']
  if (before === after) return
  let at = 0
  while (at < before.length && before[at] === after[at]) at++
  const around = (text: string): string => text.slice(Math.max(0, at - 300), at + 300)
  throw new Violation(property, `they differ\n  here:  ${around(before)}\n  there: ${around(after)}`)
}

/** Whatever was thrown, as a failure. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Violation) return { signature: error.property, message: error.stack ?? error.message }
  if (!(error instanceof Error)) return { signature: `thrown: ${typeof error}`, message: String(error) }
  const frames = (error.stack ?? '')
    .split('\n')
    .flatMap((line) => /^\s+at (?:async )?([\w.$<>]+) \(/.exec(line)?.[1] ?? [])
  return { signature: [error.name, ...frames.slice(0, 2)].join(' in '), message: error.stack ?? error.message }
}
