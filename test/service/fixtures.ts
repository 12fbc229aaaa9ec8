/** The folders of fixtures and examples, each the files of one cluster. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Texts } from './snapshot.ts'
import { textsBelow } from './texts.ts'

const root = join(import.meta.dirname, '../..')

/** The files of a folder by their paths in it. */
export function textsIn(folder: string): Texts {
  return Object.fromEntries(textsBelow(folder))
}

/** Every fixture and example that is a cluster. */
export function clusterFolders(): string[] {
  return ['fixtures/clusters', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  )
}

/** The fixtures of all rules. */
export function ruleFolders(): string[] {
  const rules = join(root, 'fixtures/rules')
  return readdirSync(rules).flatMap((rule) => readdirSync(join(rules, rule)).map((one) => join(rules, rule, one)))
}
