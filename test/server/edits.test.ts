/** Ten thousand edits, undone and redone: the findings are those of a fresh process, and the memory does not grow. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { expect, it } from 'vitest'
import type { Diagnostic, Position } from 'vscode-languageserver'
import { startClient, type TestClient, uri } from './client.ts'
import { nodeText } from './texts.ts'

const EDITS = 10_000
const BATCH = 100
/** Diagnostics are waited for after so many changes. */
const LOOK = 20
/** How much the process may grow between the first fifth and the end, in MB: what the allocator keeps for itself. */
const GROWTH = 40
/** A heap in which little more has room than what the server starts with; without room it ends. */
const SMALL_HEAP = ['--max-old-space-size=64', '--max-semi-space-size=4']
/** For a busy machine, in milliseconds. */
const PATIENCE = 600_000

const names = ['lb1', 'lb2', 'lb3']
const pathOf = (name: string): string => join('/nowhere', name, 'keepalived.conf')

/** A change, and the one that takes it back. */
interface Edit {
  readonly name: string
  readonly at: number
  readonly removed: string
  readonly added: string
}

it('leave nothing behind', { timeout: PATIENCE }, async () => {
  const random = randomNumbers(2026)
  const texts = new Map(names.map((name, index) => [name, originalText(index)]))
  const client = await startClient({ node: SMALL_HEAP })
  for (const [name, text] of texts) await client.open(pathOf(name), text)

  let changes = 0
  const apply = async ({ name, at, removed, added }: Edit): Promise<void> => {
    const text = texts.get(name) ?? ''
    texts.set(name, text.slice(0, at) + added + text.slice(at + removed.length))
    await client.change(pathOf(name), positionAt(text, at), positionAt(text, at + removed.length), added)
    if (++changes % LOOK === 0) await client.diagnostics(pathOf(name))
  }
  const takeBack = ({ removed, added, ...edit }: Edit): Promise<void> =>
    apply({ ...edit, removed: added, added: removed })
  const atStart = await all(client)
  let early = 0
  for (let done = 0; done < EDITS; done += BATCH) {
    const edits: Edit[] = []
    for (let count = 0; count < BATCH; count++) {
      const edit = someEdit(texts, random)
      edits.push(edit)
      await apply(edit)
    }
    for (const edit of edits.toReversed()) await takeBack(edit)
    for (const edit of edits) await apply(edit)
    const isLast = done + BATCH === EDITS
    if (isLast) expect(await all(client)).toEqual(await afresh(texts))
    for (const edit of edits.toReversed()) await takeBack(edit)
    if (done + BATCH === EDITS / 5) early = residentMegabytes(client)
  }
  expect([...texts.values()]).toEqual(names.map((_, index) => originalText(index)))
  expect(await all(client)).toEqual(atStart)
  if (process.platform === 'linux') expect(residentMegabytes(client) - early).toBeLessThan(GROWTH)
  expect(client.log.filter((line) => line.includes('failed'))).toEqual([])
  expect(await client.stop()).toBe(0)
})

/** Three nodes, of which one disagrees about an id. */
function originalText(index: number): string {
  const others = nodeText({ name: 'mail', address: '192.0.2.2', id: index === 2 ? 61 : 60, priority: 100 - index })
  return `global_defs {\n  router_id lb${index}\n}\n\n$NET=192.0.2\n\n${nodeText({ priority: 100 - index })}\n${others}\nvrrp_script check {\n  script "/usr/bin/true"\n}\n`
}

/** What is published for all files once it is what the server says when it is asked: others may have changed just now. */
async function all(client: TestClient): Promise<Diagnostic[][]> {
  const found: Diagnostic[][] = []
  for (const name of names) {
    const textDocument = { uri: uri(pathOf(name)) }
    const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument })
    found.push(await client.diagnostics(pathOf(name), (published) => isDeepStrictEqual(published, items)))
  }
  return found
}

async function afresh(texts: ReadonlyMap<string, string>): Promise<Diagnostic[][]> {
  const client = await startClient()
  for (const [name, text] of texts) await client.open(pathOf(name), text)
  const found = await all(client)
  await client.stop()
  return found
}

function someEdit(texts: ReadonlyMap<string, string>, random: () => number): Edit {
  const name = names[Math.floor(random() * names.length)] ?? ''
  const text = texts.get(name) ?? ''
  const at = Math.floor(random() * (text.length + 1))
  const removed = text.slice(at, at + (random() < 0.5 ? 0 : Math.floor(random() ** 4 * 60)))
  const added = TYPED[Math.floor(random() * TYPED.length)] ?? ''
  return { name, at, removed, added }
}

const TYPED = [
  ...['a', '1', ' ', '\n', '{', '}', '"', '#', '\\\n', '$', '@x ', '$NET', '$NET.7', '0', '.', '/24', 'ü', '🏔'],
  ...['vrrp_instance x {\n', '}\n', 'priority 7\n', '$A=1\n', 'include x\n', '~SEQ(i, 3) ', 'auth_pass abc\n', ''],
]

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
}

function residentMegabytes(client: TestClient): number {
  const status = readFileSync(`/proc/${client.process.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}

/** The same numbers in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
