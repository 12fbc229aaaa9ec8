/** Files that are none, files without end, and names that mean something to JavaScript: kalint reads on, or says why not. */

import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentOf, MAX_FILE_BYTES, textOf } from '../../src/cli/disk-files.ts'
import { readSettings } from '../../src/settings/read.ts'
import { folderWith, goodNode, kalint } from '../run-kalint.ts'

/** A folder with everything that a path may lead to but a file that can be read. */
async function oddFolder(): Promise<string> {
  const cwd = folderWith({ 'good.conf': goodNode(), 'facts.json': '{}' })
  execFileSync('mkfifo', [join(cwd, 'fifo.conf')])
  for (const [name, target] of [
    ['zero.conf', '/dev/zero'],
    ['tty.conf', '/dev/tty'],
    ['kmsg.conf', '/proc/kmsg'],
    ['mem.conf', '/proc/self/mem'],
    ['environ.conf', '/proc/self/environ'],
    ['sys.conf', '/sys/kernel/uevent_seqnum'],
    ['loop.conf', 'loop.conf'],
    ['broken.conf', 'nowhere'],
  ] as const) {
    symlinkSync(target, join(cwd, name))
  }
  mkdirSync(join(cwd, 'keepalived.conf'))
  symlinkSync('..', join(cwd, 'keepalived.conf/up'))
  writeFileSync(join(cwd, 'huge.conf'), 'vrrp_instance A {\n}\n')
  truncateSync(join(cwd, 'huge.conf'), MAX_FILE_BYTES + 1)
  const server = createServer().listen(join(cwd, 'socket.conf'))
  server.unref()
  return cwd
}

const ODD = [
  ...['fifo.conf', 'zero.conf', 'tty.conf', 'kmsg.conf', 'mem.conf', 'environ.conf', 'sys.conf', 'loop.conf'],
  ...['broken.conf', 'keepalived.conf', 'huge.conf', 'socket.conf'],
]

describe('a path that leads to no file with an end', { timeout: 60_000 }, () => {
  it.each(ODD)('%s is not read where it is named, included, found, or stands for something else', async (name) => {
    const cwd = await oddFolder()
    writeFileSync(join(cwd, 'includes.conf'), `${goodNode()}include ${name}\n`)
    const named = kalint(['--no-settings', name], { cwd })
    expect([named.status, named.stdout]).toEqual([2, ''])
    const included = kalint(['--no-settings', '--format', 'compact', 'includes.conf'], { cwd })
    expect(included.status).not.toBeNull()
    expect(included.stdout).toMatch(/^includes\.conf:\d+:\d+: \w+: `[\w.]+` [^\n]*\[(?:skipped|missing)-include\]\n/)
    for (const words of [
      ['--settings', name],
      ['--facts', `good=${name}`],
      ['--baseline', name],
      [`--baseline=${name}`],
    ]) {
      const { status, stderr } = kalint([...words, 'good.conf'], { cwd })
      expect([status, stderr.split('\n').length]).toEqual([2, 2])
    }
  })

  it('is passed over where a folder is searched', async () => {
    const cwd = await oddFolder()
    const { status, stdout } = kalint(['--no-settings', '--format', 'json', '.'], { cwd })
    expect([0, 1]).toContain(status)
    expect(stdout).toContain('good.conf')
    for (const name of ODD.filter((one) => one !== 'keepalived.conf')) expect(stdout).not.toContain(name)
  })

  it.each(['fifo.conf', 'zero.conf', 'loop.conf', 'huge.conf'])('is no settings file: %s', async (name) => {
    const cwd = await oddFolder()
    mkdirSync(join(cwd, 'site'))
    writeFileSync(join(cwd, 'site/a.conf'), goodNode())
    symlinkSync(join('..', name), join(cwd, 'site/kalint.yaml'))
    const { status, stderr } = kalint(['site/a.conf'], { cwd })
    expect([status, stderr]).toEqual([
      2,
      'kalint: site/kalint.yaml: the settings may not be read. Check its permissions.\n',
    ])
  })

  it('is not read either if it takes the place of a file in between', async () => {
    const cwd = folderWith({})
    const path = join(cwd, 'a.conf')
    // The first look sees a file, and then a FIFO lies there: as fast as a shell can swap them.
    const swap = `while :; do echo 'vrrp_instance A {}' > "$1.new"; mv "$1.new" "$1"; mkfifo "$1.new"; mv "$1.new" "$1"; done`
    writeFileSync(path, '')
    const swapping = spawn('sh', ['-c', swap, '-', path], { stdio: 'ignore' })
    try {
      const kinds = new Set<string>()
      const end = Date.now() + 1_500
      while (Date.now() < end) kinds.add(contentOf(path).kind)
      for (const kind of kinds) expect(['text', 'special', 'unreadable', 'missing']).toContain(kind)
    } finally {
      const ended = once(swapping, 'exit')
      swapping.kill('SIGKILL')
      await ended
    }
  })

  it('is not read beyond the limit while it grows', () => {
    const cwd = folderWith({ 'a.conf': 'vrrp_instance A {\n}\n' })
    expect(textOf(join(cwd, 'a.conf'))).toBe('vrrp_instance A {\n}\n')
    truncateSync(join(cwd, 'a.conf'), MAX_FILE_BYTES + 1)
    expect(textOf(join(cwd, 'a.conf'))).toBeUndefined()
  })

  it('has the limit that is documented', () => {
    const limits = readFileSync(join(import.meta.dirname, '../../docs/hostile-input.md'), 'utf8')
    expect(limits).toContain(`| a file | ${MAX_FILE_BYTES.toLocaleString('en')} bytes |`)
  })
})

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf', '__defineGetter__']

describe.each(NAMES)('the name %s', (name) => {
  const text = `${goodNode().replace('VI_1', name)}
vrrp_script ${name} {
  script "/bin/true"
  ${name} 1
}
${name} {
  ${name} 1
}
$${name}=1
@${name} virtual_server ${name} 80 {
  lb_algo ${name}
  ${name}
}
vrrp_sync_group ${name} {
  group {
    ${name}
  }
}
include ${name}
`

  it.each([
    ['check'],
    ['show config'],
    ['show cluster'],
    ['show tree'],
    ['failover'],
    ['--format sarif'],
    ['--format json'],
    ['--fix-unsafe --diff'],
    ['fmt --diff'],
  ])('means nothing more to %s than another', (command) => {
    const cwd = folderWith({ [`${name}.conf`]: text, 'b.conf': text.replaceAll('MASTER', 'BACKUP') })
    const { status, stderr } = kalint([...command.split(' '), `${name}.conf`, 'b.conf'], { cwd })
    expect([0, 1]).toContain(status)
    expect(stderr).not.toContain('unexpected')
    expect(stderr).not.toContain('    at ')
  })

  it.each(['check', '--format json', 'failover', 'show cluster'])('may be a cluster and a node: %s', (command) => {
    const yaml = `clusters:\n  ${name}:\n    - file: a.conf\n      name: ${name}\n      config-id: ${name}\n    - b.conf\n`
    const cwd = folderWith({
      'kalint.yaml': yaml,
      'a.conf': goodNode(),
      'b.conf': goodNode({ state: 'BACKUP', priority: 100 }),
    })
    const { status, stderr } = kalint(command.split(' '), { cwd })
    expect([status, stderr]).toEqual([0, ''])
  })

  it('is no key of settings, facts or a baseline', () => {
    const cwd = folderWith({
      'a.conf': goodNode(),
      'kalint.yaml': `${name}: {a: 1}\n`,
      'rules.yaml': `rules:\n  ${name}: off\n`,
      'facts.json': `{"${name}": {"a": 1}}`,
      'base.json': `{"version": 1, "findings": [], "${name}": {"a": 1}}`,
    })
    expect(kalint(['a.conf'], { cwd }).stderr).toContain(`unknown key \`${name}\``)
    expect(kalint(['--settings', 'rules.yaml', 'a.conf'], { cwd }).status).toBe(2)
    expect(kalint(['--no-settings', '--facts', 'a=facts.json', 'a.conf'], { cwd }).stderr).not.toContain('unexpected')
    expect(kalint(['--no-settings', '--baseline=base.json', 'a.conf'], { cwd }).stderr).not.toContain('unexpected')
  })
})

describe('settings in YAML', () => {
  it('blow up nothing by aliases', { timeout: 5_000 }, () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? '"x"' : `*a${level - 1}`
      return `a${level}: &a${level} [${Array.from({ length: 12 }, () => inner).join(', ')}]`
    })
    const { problems } = readSettings(`${levels.join('\n')}\n`)
    expect(problems?.length).toBeGreaterThan(0)
  })

  it('name no code', () => {
    for (const tag of ['!!js/function', '!!python/object/apply:os.system', '!!js/regexp', '!!binary', '!include']) {
      expect(readSettings(`target: ${tag} "touch x"\n`).settings).toBeUndefined()
    }
  })

  it.each([
    ['deep lists', '['.repeat(100_000)],
    ['deep maps', `${'{a: '.repeat(50_000)}`],
    ['deep blocks', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['many anchors', Array.from({ length: 5_000 }, (_, index) => `a${index}: &a${index} 1`).join('\n')],
    ['a long line', `target: ${'x'.repeat(5_000_000)}`],
  ])('are told to be wrong in time: %s', { timeout: 20_000 }, (_, text) => {
    expect(readSettings(text).problems?.length).toBeGreaterThan(0)
  })
})

describe('JSON', () => {
  it.each(['facts', 'baseline'])('that is deep is told to be wrong: %s', { timeout: 20_000 }, (kind) => {
    const cwd = folderWith({ 'a.conf': goodNode(), 'deep.json': '['.repeat(1_000_000) })
    const words = kind === 'facts' ? ['--facts', 'a=deep.json'] : ['--baseline=deep.json']
    const { status, stderr } = spawnSyncKalint(words, cwd)
    expect(status).toBe(2)
    expect(stderr).not.toContain('unexpected')
  })
})

function spawnSyncKalint(words: readonly string[], cwd: string) {
  return spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../../dist/kalint.cjs'), '--no-settings', ...words, 'a.conf'],
    {
      cwd,
      encoding: 'utf8',
      timeout: 15_000,
    },
  )
}
