/** The texts of the fixtures and examples, and of a corpus: what inputs are made of first. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Sources } from './shape.ts'

/** Files that belong together, by their paths from their folder; bytes as Latin-1. */
export type Folder = Readonly<Record<string, string>>

/** Longer files have nothing that shorter ones have not. */
const LONGEST = 8_000

/** Folders of configurations: one for each cluster of the fixtures, the examples and the corpus. */
export function configFolders({ root, corpus }: Sources): Folder[] {
  const own = ['fixtures', 'examples'].flatMap((one) => foldersBelow(join(root, one)))
  const others = corpus === undefined ? [] : foldersBelow(corpus)
  return [...own, ...others].map(filesIn).filter((folder) => Object.keys(folder).length > 0)
}

/** Files that are long enough to be held in several sections by an editor: several folders in each. */
export function longFiles(folders: readonly Folder[]): Folder[] {
  return folders.map((_, index) => {
    const texts = folders.slice(index, index + TOGETHER).map((files) => Object.values(files)[0] ?? '')
    return { 'long.conf': texts.join('\n').slice(0, LONGEST_TOGETHER) }
  })
}

const TOGETHER = 4
const LONGEST_TOGETHER = 6000

/** Settings files of the fixtures. */
export function settingsTexts(sources: Sources): string[] {
  return textsEndingIn('.yaml', sources)
}

/** Facts files of the fixtures. */
export function factsTexts(sources: Sources): string[] {
  return textsEndingIn('.json', sources).filter((text) => text.includes('"ifname"'))
}

function textsEndingIn(ending: string, { root }: Sources): string[] {
  const folder = join(root, 'fixtures')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .sort()
    .map((path) => readFileSync(join(folder, path), 'latin1'))
    .filter((text) => text.length <= LONGEST)
}

function foldersBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  const below = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory())
  return [folder, ...below.flatMap(({ name }) => foldersBelow(join(folder, name)))].sort()
}

const IS_CONFIG = /\.(conf|cfg|inc|j2|erb|epp|tmpl|tftpl|tpl|template|master|backup|sh)$|keepalived/

/** What lies in the folder itself. A fixture whose nodes have folders of their own is several folders, which is as well. */
function filesIn(folder: string): Folder {
  const names = readdirSync(folder)
    .filter((name) => IS_CONFIG.test(name) && statSync(join(folder, name)).isFile())
    .sort()
  const texts = names.map((name) => [name, readFileSync(join(folder, name), 'latin1')] as const)
  return Object.fromEntries(texts.filter(([, text]) => text.length <= LONGEST).slice(0, 5))
}
