/** From what the user types to what is linted: his paths, and the settings that hold for them. */
import { join } from 'node:path'
import { newestRelease } from '../../grammar/releases.ts'
import type { Severity } from '../diagnostics/diagnostic.ts'
import type { Batch, Scope } from '../engine/batches.ts'
import { SETTINGS_NAME } from '../settings/settings.ts'
import { identityOf, stateOf } from './disk-files.ts'
import { failure } from './failure.ts'
import { findConfigs, NO_SCOPE, requireHarmless, type SearchScope, type StandardInput } from './find-configs.ts'
import { groupBySettings, type PathGroup, searchSettings } from './find-settings.ts'
import { findWithSiblings } from './find-siblings.ts'
import type { LoadedSettings } from './load-settings.ts'
import type { CommandOptions } from './options.ts'
import type { Shell } from './shell.ts'

/** What is linted, and how. */
export interface ChosenConfigs {
  readonly batches: readonly Batch[]
  /** What the user should know though kalint can do its work. */
  readonly notes: readonly string[]
  /** The settings that were read. */
  readonly settings: readonly LoadedSettings[]
  /** The least severity that makes the run fail; of several settings the strictest counts. */
  readonly failOn: Severity
}

/** The configurations that the user asks for; without paths those of the clusters in the settings, else those where he stands. */
export async function configsFor(
  given: readonly string[],
  options: CommandOptions,
  shell: Shell,
): Promise<ChosenConfigs> {
  const { host } = options
  if (typeof host === 'string' && given.length === 0 && stateOf(host).kind !== 'missing') {
    return configsFor([host], { ...options, host: true }, shell)
  }
  const chosen = await chosenConfigs(given, options, shell)
  if (host === undefined && (options.facts ?? []).length === 0) return chosen
  const { withGivenFacts } = await import('./given-facts.ts')
  return { ...chosen, batches: await withGivenFacts(chosen.batches, options) }
}

async function chosenConfigs(paths: readonly string[], options: CommandOptions, shell: Shell): Promise<ChosenConfigs> {
  for (const id of options.configId) requireHarmless(id, '--config-id')
  const { groups, notes } = chosenGroups(paths, options)
  const waiting: Group[] = [...groups]
  const found: ChosenGroup[] = []
  for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
    const onSettings = (directory: string): void => {
      waiting.push({ settings: join(directory, SETTINGS_NAME), paths: [directory], isNested: true })
    }
    found.push(await configsOf(group, options, shell, options.settings === undefined ? { onSettings } : {}))
  }
  const settings = found.flatMap((one) => one.settings ?? [])
  return {
    batches: found.flatMap((one) => one.batches),
    notes: [...notes, ...found.flatMap((one) => one.notes)],
    settings,
    failOn: options.failOn ?? strictest(settings),
  }
}

/** Paths and the settings that hold for them; no paths mean all that the settings name, or where the user stands. */
interface Group extends PathGroup {
  /** The user did not name its directory: it is below one of his. */
  readonly isNested?: true
}

function chosenGroups(paths: readonly string[], { settings, stdinName }: CommandOptions) {
  if (settings === false) return { groups: [{ paths }], notes: [] }
  if (settings !== undefined) return { groups: [{ settings, paths }], notes: [] }
  if (paths.length > 0) return groupBySettings(paths, stdinName)
  const { groups, notes } = groupBySettings(['.'], stdinName)
  return { groups: groups.map((group): Group => ({ ...group, paths: [] })), notes }
}

/** What one settings file holds for. Whoever names that file asks about all its clusters. */
interface ChosenGroup {
  readonly batches: readonly Batch[]
  readonly notes: readonly string[]
  readonly settings?: LoadedSettings
}

async function configsOf(
  group: Group,
  options: CommandOptions,
  shell: Shell,
  watch: Pick<SearchScope, 'onSettings'>,
): Promise<ChosenGroup> {
  if (group.settings === undefined) {
    const input = { name: options.stdinName, read: shell.readInput }
    return found(group, options, input, { ...NO_SCOPE, ...watch })
  }
  const [{ loadSettings, pathOfNode }, { declaredBatches, inputName }] = await Promise.all([
    import('./load-settings.ts'),
    import('./declared-batches.ts'),
  ])
  const settings = await loadSettings(group.settings)
  const scope = scopeFrom(settings, options)
  const own = identityOf(group.settings)
  const paths = group.paths.filter((path) => identityOf(path) !== own)
  const isAbout = group.paths.length > paths.length || (paths.length === 0 && settings.clusters.length > 0)
  const inScope = <B extends Batch>(batches: readonly B[]): Batch[] => batches.map((batch) => ({ ...batch, scope }))
  if (isAbout && paths.length === 0) return { batches: inScope(declaredBatches(settings, 'all')), notes: [], settings }
  const nodes = new Set(
    settings.clusters.flatMap((cluster) => cluster.nodes.map((node) => identityOf(pathOfNode(settings, node)))),
  )
  const input = { name: inputName(settings, options.stdinName), read: shell.readInput }
  const { folder: root, shown, isIgnored } = settings
  const isNode = (path: string): boolean => nodes.has(identityOf(path))
  const { batches, asked, notes } = await found({ ...group, paths }, options, input, {
    root,
    shown,
    isIgnored,
    isNode,
    ...watch,
  })
  return { batches: inScope([...declaredBatches(settings, isAbout ? 'all' : asked), ...batches]), notes, settings }
}

async function found(group: Group, options: CommandOptions, input: StandardInput, scope: SearchScope) {
  if (options.withSiblings === true) return findWithSiblings(group.paths, input, scope)
  if (group.paths.length > 0 && group.isNested !== true) return findConfigs(group.paths, input, scope)
  const configs = await findConfigs(group.paths.length > 0 ? group.paths : ['.'], input, { ...scope, mayBeEmpty: true })
  if (configs.batches.length === 0 && group.isNested !== true) throw nothingHere(options, scope)
  return configs
}

/** Tells where was looked in vain. */
function nothingHere({ settings }: CommandOptions, { shown }: SearchScope): Error {
  const here = process.cwd()
  const { top } = searchSettings(here)
  const where =
    shown !== undefined
      ? `${shown} names no clusters`
      : settings === false
        ? 'no settings were looked for'
        : `there is no ${SETTINGS_NAME} ${top === here ? 'there' : `from there up to ${top}`}`
  return failure(
    `no paths given, ${where}, and no keepalived configuration is in ${here} or below. Name the configuration files of a cluster, or a directory that holds them.`,
  )
}

/** What the command line says counts before what the settings say. */
function scopeFrom(settings: LoadedSettings, options: CommandOptions): Scope {
  const isShared = options.sharedLan === true || settings.sharedLan === true
  return {
    target: options.target ?? settings.target ?? newestRelease(),
    configIds: options.configId.length > 0 ? options.configId : (settings.configIds ?? []),
    sharedLan: isShared ? 'yes' : 'unknown',
    severities: settings.severities,
  }
}

function strictest(settings: readonly LoadedSettings[]): Severity {
  const asked = settings.map(({ failOn = 'error' }) => failOn)
  return (['info', 'warning'] as const).find((severity) => asked.includes(severity)) ?? 'error'
}
