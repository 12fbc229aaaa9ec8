/** The releases of keepalived that kalint knows. */

/** From the oldest to the newest; `--target` takes one of them. */
export const RELEASES = [
  ...['2.0.20', '2.1.0', '2.1.1', '2.1.2', '2.1.3', '2.1.4', '2.1.5'],
  ...['2.2.0', '2.2.1', '2.2.2', '2.2.3', '2.2.4', '2.2.5', '2.2.6', '2.2.7', '2.2.8'],
  ...['2.3.0', '2.3.1', '2.3.2', '2.3.3', '2.3.4', '2.4.0', '2.4.1', '2.4.2', '2.4.3'],
] as const

const NEWEST_RELEASE = '2.4.3'

/** What the tables say of a keyword that no release has yet. */
export const NEXT_RELEASE = 'next'

/** A release that answers whether it is at least another. */
export interface Release {
  readonly version: string
  atLeast(version: string): boolean
}

/** The release of that name, one object however often it is asked for; `undefined` where kalint does not know it. */
export function release(version: string): Release | undefined {
  return releasesByName.get(version)
}

const releasesByName: ReadonlyMap<string, Release> = new Map(
  RELEASES.map((version) => [version, { version, atLeast: (other: string) => rank(version) >= rank(other) }]),
)

/** The newest release that kalint knows. */
export function newestRelease(): Release {
  const newest = release(NEWEST_RELEASE)
  if (newest === undefined) throw new Error('the newest release is one of the known releases')
  return newest
}

function rank(version: string): number {
  const known = rankOf.get(version)
  if (known !== undefined) return known
  const value =
    version === NEXT_RELEASE
      ? Number.POSITIVE_INFINITY
      : version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0)
  rankOf.set(version, value)
  return value
}

const rankOf = new Map<string, number>()
