/** Configurations to compare on: the fixtures, and a corpus of files with recorded verdicts. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { caseOptions } from '../test/lint-folder.ts'
import type { ConfigCase, ConfigTest } from './daemon.ts'

/** The config-id of a configuration that does not ask for another one. */
const CONFIG_ID = 'parity'

/** Every file of the fixtures as keepalived would be started with it, once for each config-id that the fixture names. */
export function fixtureCases(fixtures: string): ConfigCase[] {
  return foldersIn(fixtures).flatMap((folder) => {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile() && !/(expected\.txt|options\.json)$/.test(name))
      .sort()
    const files = new Map(names.map((name) => [name, withoutSuppressions(readFileSync(join(folder, name)))]))
    return names
      .filter((name) => !name.endsWith('.inc') && !isTemplate(files.get(name)))
      .flatMap((entry) =>
        (caseOptions(folder).configIds ?? [CONFIG_ID]).map((configId) => {
          const own = files.get(entry)
          const isAlone = own === undefined || !/include/.test(own.toString('latin1'))
          const name = `${folder.slice(fixtures.length + 1)}/${entry} @${configId}`
          return { name, entry, configId, files: isAlone && own !== undefined ? new Map([[entry, own]]) : files }
        }),
      )
  })
}

/** A template becomes a configuration when it is filled in: nobody gives it to keepalived as it is, and kalint is silent about its marks. */
function isTemplate(bytes: Buffer | undefined): boolean {
  return bytes?.includes('{{') === true
}

/** keepalived does not know the comments that silence findings. */
function withoutSuppressions(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('kalint-', 'KALINT-'), 'latin1')
}

/** The folders that are fixtures: those of rules and clusters, and those that exist to be compared. */
function foldersIn(fixtures: string): string[] {
  const below = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map((one) => join(folder, one.name))
      .sort()
  return [
    ...below(join(fixtures, 'rules')).flatMap(below),
    ...below(join(fixtures, 'clusters')),
    join(fixtures, 'parity'),
  ].filter(existsSync)
}

/** A file of a corpus, and what releases were recorded to say of it. */
export interface CorpusCase extends ConfigCase {
  readonly kind: 'wild' | 'coverage'
  readonly recorded: ReadonlyMap<string, ConfigTest>
}

interface ManifestLine {
  readonly file: string
  readonly kind: 'wild' | 'coverage'
  readonly configTest: Readonly<Record<string, { readonly rc: number; readonly messages: readonly string[] }>>
}

/** A record ends after this many messages. */
const MAX_RECORDED = 500

/** The files of a corpus: `manifest.jsonl` names those in `files/`, their kinds, and what the config tests said. */
export function corpusCases(corpus: string): CorpusCase[] {
  const lines = readFileSync(join(corpus, 'manifest.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const { file, kind, configTest } = JSON.parse(line) as ManifestLine
    const entry = file.split(sep).join('/')
    const recorded = Object.entries(configTest).map(([version, { rc, messages }]) => {
      const located = messages.map((message) => message.replace(/^\(FILE: /, `(${entry}: `))
      return [version, { exit: rc, messages: located, isCut: located.length >= MAX_RECORDED }] as const
    })
    const files = new Map([[entry, readFileSync(join(corpus, 'files', file))]])
    return { name: file, entry, files, configId: 'vm', kind, recorded: new Map(recorded) }
  })
}
