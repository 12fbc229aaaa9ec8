/** What a user may set in the editor, read from whatever the client sends. */
import { newestRelease, type Release, release } from '../../grammar/releases.ts'

/** The settings, with a value for everything. */
export interface Settings {
  readonly target: Release
  readonly configIds: readonly string[]
  readonly sharedLan: 'yes' | 'unknown'
  /** Paths of the files of each named cluster, relative to a folder of the workspace or absolute. */
  readonly clusters: Readonly<Record<string, readonly string[]>>
  readonly inlayHints: boolean
  readonly codeLens: boolean
}

/**
 * Settings from what a client sends at its start, and over it the section `kalint`, which some clients leave empty.
 * What is missing or of another type is as if it were not set.
 */
export function settingsFrom(atStart: unknown, section: unknown = {}): Settings {
  const fields = { ...(isRecord(atStart) ? atStart : {}), ...(isRecord(section) ? section : {}) }
  const { target, configIds, sharedLan, clusters, inlayHints, codeLens } = fields
  return {
    target: (typeof target === 'string' ? release(target) : undefined) ?? newestRelease(),
    configIds: texts(configIds),
    sharedLan: sharedLan === true ? 'yes' : 'unknown',
    clusters: Object.fromEntries(
      Object.entries(isRecord(clusters) ? clusters : {}).map(([name, files]) => [name, texts(files)]),
    ),
    inlayHints: inlayHints !== false,
    codeLens: codeLens !== false,
  }
}

/** Whether a value from the client is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
