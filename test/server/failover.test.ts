/** What a client is told of failures: lenses that are resolved, and the page for a panel. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CodeLens, Location } from 'vscode-languageserver'
import { startClient, type TestClient, uri } from './client.ts'

const example = join(import.meta.dirname, '../../examples/active-active')

interface Page {
  readonly id: string
  readonly title: string
  readonly html: string
  readonly places: readonly Location[]
}

let folder: string
let path: string
let other: string
let client: TestClient

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kalint-'))
  cpSync(example, folder, { recursive: true })
  path = join(folder, 'nodeA.conf')
  other = join(folder, 'nodeB.conf')
})

afterEach(async () => {
  expect(client.log.filter((line) => line.includes('failed'))).toEqual([])
  expect(await client.stop()).toBe(0)
  rmSync(folder, { recursive: true })
})

async function start(text = readFileSync(path, 'utf8'), failoverPage = true): Promise<void> {
  client = await startClient({ folders: [folder], initializationOptions: { failoverPage } })
  await client.open(path, text)
  await client.diagnostics(path)
  await client.logged('configuration')
}

async function fates(): Promise<CodeLens[]> {
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: uri(path) } })
  const open = lenses.filter(({ command }) => command === undefined)
  return Promise.all(open.map((lens) => client.request<CodeLens>('codeLens/resolve', lens)))
}

function page(file = path): Promise<Page | null> {
  return client.request('kalint/failover', { uri: uri(file) })
}

it('resolves a lens with a command of the extension where there is one', async () => {
  await start()
  const [first] = await fates()
  expect(first?.command?.title).toMatch(/^MASTER in the steady state · nodeA dies.*: nodeB after 3\.\d s/)
  expect(first?.command).toMatchObject({ command: 'kalint.showFailover', arguments: [uri(path)] })
})

it('resolves a lens with a way to the instance elsewhere', async () => {
  await start(undefined, false)
  const [first] = await fates()
  expect(first?.command).toMatchObject({ command: 'kalint.server.open', arguments: [uri(path), first?.range] })
})

it('answers a lens that is out of date with nothing', async () => {
  await start()
  const range = { start: { line: 0, character: 3 }, end: { line: 0, character: 4 } }
  const lens = await client.request<CodeLens>('codeLens/resolve', { range, data: uri(path) })
  expect(lens.command?.title).toBe('\u2026')
})

it('gives the page of a cluster, the same for each of its files', async () => {
  await start()
  const own = await page()
  expect(own?.title).toBe('Failover of nodeA + nodeB')
  expect(own?.html).toContain('<h1>Failover of nodeA and nodeB</h1>')
  expect(await page(other)).toEqual(own)
})

it('follows what is typed, says where the findings are, and keeps secrets', async () => {
  const text = `\n\n${readFileSync(path, 'utf8').replace(/auth_pass +\S+/, 'auth_pass foxglove')}`
  await start(text)
  const faulty = await page()
  expect(faulty?.html).toContain('split brain')
  expect(faulty?.html).not.toMatch(/foxgl|Lamp|Reed/)
  const line = text.split('\n').findIndex((one) => one.includes('foxglove'))
  const [first] = faulty?.places ?? []
  expect(first).toMatchObject({ uri: uri(path), range: { start: { line } } })
  expect(faulty?.html).toContain(`<span class="place">${path}:${line + 1}:`)
  expect(faulty?.places).toHaveLength(faulty?.html.match(/class="place"/g)?.length ?? 0)
})

it('gives a page for a node alone', async () => {
  rmSync(other)
  await start()
  expect((await page())?.title).toBe('Failover of nodeA')
})

it('gives none for what is no configuration, or has no instance, or is not known', async () => {
  writeFileSync(join(folder, 'nginx.conf'), 'worker_processes auto;\n')
  await start()
  expect(await page(join(folder, 'nginx.conf'))).toBeNull()
  expect(await page(join(folder, 'absent.conf'))).toBeNull()
  expect(await client.request('kalint/failover', null)).toBeNull()
  const checks = join(folder, 'checks.conf')
  await client.open(checks, 'vrrp_script alone {\n  script "/usr/bin/true"\n}\n')
  expect(await page(checks)).toBeNull()
})
