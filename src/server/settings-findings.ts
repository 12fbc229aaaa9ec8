/** What is wrong with the settings files of the workspace: their texts, and what they name. */
import type { Batch } from '../engine/batches.ts'
import type { Report } from '../engine/lint.ts'
import type { SettingsProblem } from '../settings/settings.ts'
import { loneNode, wrongPath } from '../settings/wrong-path.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { AbsentNode } from './batches.ts'
import type { SettingsInForce } from './settings-files.ts'

/** By settings file: what keeps kalint from working on the command line, and what is only to be noted. */
export type SettingsFindings = ReadonlyMap<SourceFile, readonly SettingsFinding[]>

export interface SettingsFinding extends SettingsProblem {
  readonly severity: 'error' | 'info'
}

/** What is known of the settings files, and what became of the clusters that they name. */
export interface SettingsOutcome {
  /** What is wrong with the text of each settings file. */
  readonly problems: ReadonlyMap<SourceFile, readonly SettingsProblem[]>
  readonly absent: readonly AbsentNode[]
  readonly inForce: readonly SettingsInForce[]
  readonly batches: readonly Batch[]
  readonly report: Report
}

/** Of a text that is wrong only that is told; what it named before is of no interest then. */
export function settingsFindings(outcome: SettingsOutcome): SettingsFindings {
  return new Map(
    [...outcome.problems].map(([file, problems]) => {
      const wrong = problems.map((one) => ({ ...one, severity: 'error' as const }))
      const settings = outcome.inForce.find((one) => one.file === file)
      if (wrong.length > 0 || settings === undefined) return [file, wrong]
      const absent = absentNodes(settings, outcome)
      return [file, absent.length > 0 ? absent : loneNodes(settings, outcome)]
    }),
  )
}

function absentNodes(settings: SettingsInForce, { absent }: SettingsOutcome): SettingsFinding[] {
  return absent.flatMap((node) => {
    const wrong = node.settings.file === settings.file ? wrongPath(node.kind, node.file.path) : undefined
    return wrong === undefined
      ? []
      : [{ ...node.file.at, message: `${node.file.path}: ${wrong}`, severity: 'error' as const }]
  })
}

function loneNodes({ settings, scope }: SettingsInForce, { batches, report }: SettingsOutcome): SettingsFinding[] {
  return settings.clusters.flatMap(({ name, nodes, at }) => {
    const batch = batches.find((one) => one.how === 'declared' && one.scope === scope && one.name === name)
    const own = new Set(batch?.how === 'declared' ? batch.nodes.map(({ file }) => file) : [])
    const cluster = report.clusters.find((one) => one.name === name && one.nodes.every(({ file }) => own.has(file)))
    const [node] = cluster?.nodes ?? []
    if (node === undefined || cluster?.nodes.length !== 1 || nodes.length > 1) return []
    return [{ ...at, message: loneNode(name, node.name), severity: 'info' as const }]
  })
}
