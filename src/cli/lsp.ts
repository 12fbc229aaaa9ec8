/** `kalint lsp`: the language server, on the files of this machine. */
import { opendir } from 'node:fs/promises'
import type { Host } from '../server/host.ts'
import { serveProcess } from '../server/stdio.ts'
import { SETTINGS_NAME } from '../settings/settings.ts'
import { SKIPPED_DIRECTORIES } from '../text/files.ts'
import { contentOf, identityOf, stateOf } from './disk-files.ts'
import { globPaths } from './glob-paths.ts'
import { version } from './version.ts'

const disk: Host = {
  read: contentOf,
  glob: globPaths,
  identity: identityOf,
  exists: (path) => stateOf(path).kind === 'file',
  async *find(folders) {
    for (const folder of folders) yield* configsBelow(folder)
  },
}

/** Files that may be configurations, in the order of the directory. Links are not followed: they may lead back. */
async function* configsBelow(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) {
      const path = `${folder.replace(/\/$/, '')}/${entry.name}`
      if (entry.isDirectory()) {
        if (!SKIPPED_DIRECTORIES.has(entry.name)) yield* configsBelow(path)
      } else if (entry.isFile() && (LIKELY_NAME.test(entry.name) || entry.name === SETTINGS_NAME)) {
        yield path
      }
    }
  } catch {
    // A folder that may not be read holds nothing that the user can open either.
  }
}

const LIKELY_NAME = /keepalived|\.(conf|cfg)(\.[\w-]+)?$/i

serveProcess(disk, { name: 'kalint', version })
