// node bench/editor.mjs [--against COMMIT] [LINES ... | memory]: how long the language server takes, as its client sees it, and what it holds.
// A key press is one character typed or taken away somewhere in one of two nodes; it ends when diagnostics of the new
// version have arrived. Then a block is typed from its first letter to its last, by somebody whose editor closes no braces and quotes. With --against, that commit is built beside and both servers take turns.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'
import { nodeText } from './configs.mjs'
import { heldMemory, quantile } from './processes.mjs'
import { addRow } from './rows.mjs'

const KEY_PRESSES = 400
const WARM_UP = 100
const REQUESTS = 100
const BLOCK = `vrrp_script fresh {
  script "/usr/bin/true"
  interval 2
}
`
/** 95 % of key presses are answered within so many milliseconds, by the number of lines of each of the two nodes. */
const FRESH = new Map([
  [500, 16],
  [5000, 16],
  [50_000, 50],
])
/** After so many key presses the server holds at most so many times the memory that it held before. */
const EDITS = { lines: 500, count: 10_000, most: 1.5 }

const project = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)
const against = args.includes('--against') ? args[args.indexOf('--against') + 1] : undefined
const sizes = args.filter((word) => /^\d+$/.test(word) && word !== against).map(Number)

run(project, 'node', ['scripts/build.mjs'])
const folder = mkdtempSync(join(tmpdir(), 'kalint-bench-'))
try {
  const versions = [{ commit: run(project, 'git', ['describe', '--always', '--dirty']).trim(), root: project }]
  if (against !== undefined) versions.push({ commit: against, root: checkedOut(against) })
  for (const lines of args.includes('memory') ? [] : sizes.length > 0 ? sizes : FRESH.keys()) {
    for (const { commit, result } of await measured(versions, lines)) report(commit, lines, result)
  }
  if (sizes.length === 0) await reportMemory(versions[0])
} finally {
  if (against !== undefined) run(project, 'git', ['worktree', 'remove', '--force', join(folder, 'against')])
  rmSync(folder, { recursive: true, force: true })
}

/** Another version, built. */
function checkedOut(commit) {
  const root = join(folder, 'against')
  run(project, 'git', ['worktree', 'add', '--detach', root, commit])
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  run(root, 'node', ['scripts/build.mjs'])
  return root
}

/** The versions take turns, so that a busy moment of the machine meets all of them. */
async function measured(versions, lines) {
  const sessions = []
  for (const { commit, root } of versions) {
    const session = await startSession(join(root, 'dist/server.cjs'), lines)
    sessions.push({ commit, session, result: { keys: [], completion: [], hover: [], block: [] } })
  }
  const random = randomNumbers(1)
  for (let turn = 0; turn < WARM_UP + KEY_PRESSES; turn += 2) {
    const place = { at: random(), character: '0123456789 a.'[Math.floor(random() * 13)] }
    for (const { session, result } of sessions) {
      const times = [await session.type(place), await session.takeBack()]
      if (turn >= WARM_UP) result.keys.push(...times)
    }
  }
  for (let turn = 0; turn < REQUESTS; turn++) {
    const at = random()
    for (const { session, result } of sessions) {
      result.hover.push(await session.ask('textDocument/hover', at))
      result.completion.push(await session.ask('textDocument/completion', at))
    }
  }
  for (const character of BLOCK) {
    for (const { session, result } of sessions) result.block.push(await session.typeOn(character))
  }
  for (const { session } of sessions) await session.stop()
  return sessions
}

async function startSession(server, lines) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  const child = spawn(process.execPath, [server, '--stdio'], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  let arrived = () => {}
  connection.onNotification('textDocument/publishDiagnostics', (params) => arrived(params))
  connection.onRequest('window/workDoneProgress/create', () => null)
  connection.onRequest('client/registerCapability', () => null)
  connection.listen()
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
  await connection.sendNotification('initialized', {})

  const [one, other] = ['lb1', 'lb2'].map((name) => pathToFileURL(join(folder, `${name}.conf`)).href)
  const texts = new Map([
    [one, nodeText(1, 2, lines)],
    [other, nodeText(2, 1, lines)],
  ])
  let version = 0
  const published = (uri, wanted) =>
    new Promise((resolve) => {
      arrived = (params) => {
        if (params.uri === uri && params.version === wanted) resolve()
      }
    })
  for (const [uri, text] of texts) {
    const done = published(uri, ++version)
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'keepalived', version, text },
    })
    await done
  }
  const rows = texts.get(one).split('\n')
  /** In the middle of the file, where an instance begins. */
  const middle = rows.findIndex((row, index) => index > rows.length / 2 && row.startsWith('vrrp_instance'))
  let next = { line: middle, character: 0 }
  let last
  const edit = async (range, text) => {
    const start = performance.now()
    const done = published(one, ++version)
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: one, version },
      contentChanges: [{ range, text }],
    })
    await done
    return performance.now() - start
  }
  return {
    type: ({ at, character }) => {
      const line = Math.floor(at * rows.length)
      last = { line, character: Math.floor(((at * 1e6) % 1) * (rows[line].length + 1)) }
      return edit({ start: last, end: last }, character)
    },
    takeBack: () => edit({ start: last, end: { ...last, character: last.character + 1 } }, ''),
    typeOn: async (character) => {
      const time = await edit({ start: next, end: next }, character)
      next = character === '\n' ? { line: next.line + 1, character: 0 } : { ...next, character: next.character + 1 }
      return time
    },
    ask: async (method, at) => {
      const line = Math.floor(at * rows.length)
      const character = Math.floor(((at * 1e6) % 1) * (rows[line].length + 1))
      const start = performance.now()
      await connection.sendRequest(method, { textDocument: { uri: one }, position: { line, character } })
      return performance.now() - start
    },
    held: () => heldMemory(child.pid),
    stop: async () => {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
    },
  }
}

function report(commit, lines, { keys, completion, hover, block }) {
  const fresh = FRESH.get(lines) ?? FRESH.get(5000)
  const within = (100 * keys.filter((time) => time <= fresh).length) / keys.length
  if (within < 95) process.exitCode = 1
  const pair = (times) =>
    [0.5, 0.95]
      .map((share) => quantile(times, share).toFixed(1))
      .join(' / ')
      .concat(' ms')
  const date = new Date().toISOString().slice(0, 10)
  const cells = [
    date,
    commit,
    process.version,
    lines,
    pair(keys),
    `${within.toFixed(1)} % within ${fresh} ms`,
    pair(completion),
    pair(hover),
    pair(block),
  ]
  addRow('## In an editor', cells)
  console.log(
    `${commit}, ${lines} lines: key press ${pair(keys)}, ${within.toFixed(1)} % within ${fresh} ms; completion ${pair(completion)}; hover ${pair(hover)}; a block ${pair(block)}`,
  )
}

/** What the server holds before and after many key presses. */
async function reportMemory({ commit, root }) {
  const session = await startSession(join(root, 'dist/server.cjs'), EDITS.lines)
  const random = randomNumbers(2)
  const press = async (count) => {
    for (let turn = 0; turn < count; turn += 2) {
      await session.type({ at: random(), character: '0123456789 a.'[Math.floor(random() * 13)] })
      await session.takeBack()
    }
  }
  await press(EDITS.count / 10)
  const before = session.held()
  await press(EDITS.count)
  const after = session.held()
  await session.stop()
  const date = new Date().toISOString().slice(0, 10)
  const cells = [
    date,
    commit,
    process.version,
    EDITS.lines,
    EDITS.count,
    `${before.toFixed(0)} MB`,
    `${after.toFixed(0)} MB`,
  ]
  addRow('### Memory of the language server', cells)
  console.log(`${EDITS.count} key presses: ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after`)
  if (after > EDITS.most * before) process.exitCode = 1
}

/** The same numbers in every run. */
function randomNumbers(seed) {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

function run(cwd, command, words) {
  return execFileSync(command, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
