/** The one-file executable, built once and run where there is nothing else: no Node, no `PATH`, no environment. */
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kalint, type Outcome } from '../run-kalint.ts'

const project = join(import.meta.dirname, '../..')
const name = `kalint-${process.platform}-${process.arch}`
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

const canHold = process.platform === 'linux' && readFileSync(process.execPath).includes(FUSE)
const isRoot = process.getuid?.() === 0

it('the executable is tried', ({ skip }) => {
  if (process.env.CI !== 'true') skip(!canHold, 'this Node cannot hold a program: the executable was not tried')
  expect(canHold).toBe(true)
})

describe.skipIf(!canHold)('the executable', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'kalint-executable-'))
  const empty = join(scratch, 'root')
  const example = 'examples/active-active'
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  beforeAll(() => {
    const words = [join(project, 'scripts/build-binary.mjs'), '--into', scratch, '--keep-dist']
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: project, encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    mkdirSync(empty)
    copyFileSync(join(scratch, name), join(empty, 'kalint'))
    cpSync(join(project, example), join(empty, example), { recursive: true })
    cpSync(join(project, 'fixtures/settings/named-clusters'), join(empty, 'named-clusters'), { recursive: true })
    for (const library of librariesOf(join(empty, 'kalint'))) {
      mkdirSync(dirname(join(empty, library)), { recursive: true })
      copyFileSync(library, join(empty, library))
    }
  })

  /** As root in a file system that has nothing but the file and the C library, else without environment. */
  function alone(...words: string[]): Outcome {
    const [command, args] = isRoot ? ['chroot', [empty, '/kalint', ...words]] : [join(empty, 'kalint'), words]
    const path = isRoot ? { PATH: process.env.PATH ?? '' } : {}
    const { status, stdout, stderr } = isRoot
      ? spawnSync('env', ['-i', ...Object.entries(path).map((pair) => pair.join('=')), command, ...args], {
          encoding: 'utf8',
        })
      : spawnSync(command, args, { cwd: empty, env: {}, encoding: 'utf8' })
    return { status, stdout, stderr }
  }

  function librariesOf(path: string): string[] {
    const { stdout } = spawnSync('ldd', [path], { encoding: 'utf8' })
    return [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, library = '']) => library)
  }

  const runs: readonly (readonly string[])[] = [
    [example],
    ['check', '--format', 'json', example],
    ['--format', 'sarif', example],
    ['--format', 'junit', example],
    ['--max-warnings', 'many', example],
    ['missing.conf'],
    ['failover', example],
    ['failover', '--format', 'html', example],
    ['failover', '--format', 'mermaid', example],
    ['show', 'cluster', example],
    ['show', 'config', `${example}/nodeA.conf`],
    ['explain', 'advert_int'],
    ['explain', 'unknown-directive'],
    ['explain', 'advert_itn'],
    ['fmt', '--diff', example],
    ['--diff', '--fix-unsafe', example],
    ['--settings', 'named-clusters/kalint.yaml'],
    ['completions', 'bash'],
    ['--version'],
    ['--help'],
  ]

  it.each(
    runs.map((args) => [args.join(' '), args] as const),
  )('does what the npm package does: kalint %s', (_, args) => {
    const { status, stdout, stderr } = kalint(args, { cwd: empty, env: { HOME: '/' } })
    const asAlone = (text: string): string => (isRoot ? text.replaceAll(`${empty}/`, '/') : text)
    expect(alone(...args)).toEqual({ status, stdout: asAlone(stdout), stderr: asAlone(stderr) })
  })

  it('serves an editor', async () => {
    const server = spawn(join(empty, 'kalint'), ['lsp'], { env: {}, stdio: ['pipe', 'pipe', 'inherit'] })
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    })
    server.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`)
    let answer = ''
    for await (const chunk of server.stdout) {
      answer += chunk
      if (answer.includes('hoverProvider')) break
    }
    server.kill()
    expect(answer).toContain('"id":1')
  })
})
