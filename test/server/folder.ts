/** A folder for the files of one test, and the clients that it starts on it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { type ClientOptions, startClient, type TestClient } from './client.ts'

export interface TestFolder {
  /** The folder of the test that runs. */
  readonly path: string
  /** Writes a file of the folder, in directories that may not be there yet; the result is its path. */
  write(name: string, text: string): string
  /** Starts a client on the folder, unless the options say otherwise; it is stopped after the test, and must end well. */
  started(options?: Partial<ClientOptions>): Promise<TestClient>
  /** The test has stopped its clients itself. */
  forgetClients(): void
}

/** A new folder for each test of the file. */
export function folderForEach(): TestFolder {
  let path = ''
  const clients: TestClient[] = []
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'kalint-'))
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) expect(await client.stop()).toBe(0)
    rmSync(path, { recursive: true })
  })
  return {
    get path() {
      return path
    },
    write: (name, text) => {
      const file = join(path, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      return file
    },
    started: async (options = {}) => {
      const client = await startClient({ folders: [path], ...options })
      clients.push(client)
      return client
    },
    forgetClients: () => {
      clients.splice(0)
    },
  }
}
