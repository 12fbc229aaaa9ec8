/** `--fix`, `--fix-unsafe` and `--diff` on files of the disk. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaceFile } from '../../src/cli/replace-file.ts'
import { folderWith, goodNode, kalint, program } from '../run-kalint.ts'

/** A MASTER with a line that has no effect, which a safe fix removes. */
const untidy = goodNode().replace('    priority 150\n', '    priority 150\n    preempt_delay 5\n')
const tidy = goodNode()

function textOf(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

describe('--fix', () => {
  it('writes what is safe, reports what is left, and says how much was fixed', () => {
    const cwd = folderWith({
      'a.conf':
        untidy.replace('state', 'stat') + untidy.replace('VI_1', 'VI_2').replace('51', '52').replace('2.10', '2.20'),
    })
    const { status, stdout, stderr } = kalint(['--fix', 'a.conf'], { cwd })
    expect(stderr).toBe('kalint: fixed 1 finding in 1 file.\n')
    expect(stdout).toContain('error[unknown-directive]')
    expect(stdout).toContain('\n1 error, ')
    expect(status).toBe(1)
    expect(textOf(cwd, 'a.conf')).not.toContain('VI_2 {\n    state MASTER\n    preempt_delay')
    expect(readdirSync(cwd)).toEqual(['a.conf'])
  })

  it('says nothing of its own where there is nothing to fix, and does not touch the file', () => {
    const cwd = folderWith({ 'a.conf': tidy })
    const { mtimeMs, ino } = statSync(join(cwd, 'a.conf'))
    expect(kalint(['--fix', 'a.conf'], { cwd })).toMatchObject({ status: 0, stderr: '' })
    expect(statSync(join(cwd, 'a.conf'))).toMatchObject({ mtimeMs, ino })
  })

  it('keeps the mode of a file, and a link that leads to one within the given paths', () => {
    const cwd = folderWith({ 'conf/real.conf': untidy })
    chmodSync(join(cwd, 'conf/real.conf'), 0o640)
    symlinkSync('real.conf', join(cwd, 'conf/keepalived.conf'))
    expect(kalint(['--fix', 'conf/keepalived.conf'], { cwd }).status).toBe(0)
    expect(textOf(cwd, 'conf/real.conf')).toBe(tidy)
    expect(statSync(join(cwd, 'conf/real.conf')).mode & 0o777).toBe(0o640)
    expect(lstatSync(join(cwd, 'conf/keepalived.conf')).isSymbolicLink()).toBe(true)
  })

  it('does without paths what it does with those of the clusters in the settings, and writes through no link out of their folder', () => {
    const cwd = folderWith({
      'repo/kalint.yaml': 'clusters:\n  web: [hosts/a.conf]\n  mail: [link.conf]\n',
      'repo/hosts/a.conf': untidy,
      'elsewhere.conf': untidy,
    })
    symlinkSync('../elsewhere.conf', join(cwd, 'repo/link.conf'))
    const { stderr } = kalint(['--fix'], { cwd: join(cwd, 'repo/hosts') })
    expect(textOf(cwd, 'repo/hosts/a.conf')).toBe(tidy)
    expect(textOf(cwd, 'elsewhere.conf')).toBe(untidy)
    expect(stderr).toContain('link.conf: not changed, though it could be in 1 place: a symbolic link leads from it')
    expect(stderr).toContain('kalint: fixed 1 finding in 1 file.\n')
  })

  it('fixes all here without paths and settings', () => {
    const cwd = folderWith({ 'hosts/a.conf': untidy })
    expect(kalint(['--fix'], { cwd })).toMatchObject({ status: 0, stderr: 'kalint: fixed 1 finding in 1 file.\n' })
    expect(textOf(cwd, 'hosts/a.conf')).toBe(tidy)
  })

  it('never writes through a link that leads out of the given paths', () => {
    const cwd = folderWith({ 'elsewhere/a.conf': untidy, 'conf/other.conf': goodNode({ routerId: 77 }) })
    symlinkSync('../elsewhere/a.conf', join(cwd, 'conf/a.conf'))
    const { status, stdout, stderr } = kalint(['--fix', 'conf/a.conf'], { cwd })
    expect(textOf(cwd, 'elsewhere/a.conf')).toBe(untidy)
    expect(stderr).toMatch(
      /^kalint: conf\/a\.conf: not changed, though it could be in 1 place: a symbolic link leads .*\/elsewhere\/a\.conf, outside of the given paths\. Name that file instead\.\n$/,
    )
    expect(stdout).toContain('preempt-delay-without-effect')
    expect(status).toBe(0)
  })

  it('writes into included files, and not into what it includes through such a link', () => {
    const peers = 'unicast_src_ip 192.0.2.1\nunicast_peer {\n    192.0.2.2/24\n}\n'
    const including = tidy.replace('    priority', '    include parts/peers.inc\n    priority')
    const cwd = folderWith({ 'a/keepalived.conf': including, 'a/parts/peers.inc': peers })
    expect(kalint(['--fix', 'a/keepalived.conf'], { cwd }).stderr).toBe('kalint: fixed 1 finding in 1 file.\n')
    expect(textOf(cwd, 'a/parts/peers.inc')).toBe(peers.replace('/24', ''))

    const linked = folderWith({ 'a/keepalived.conf': including, 'shared/peers.inc': peers })
    symlinkSync('../shared', join(linked, 'a/parts'))
    expect(kalint(['--fix', 'a/keepalived.conf'], { cwd: linked }).stderr).toContain('a/parts/peers.inc: not changed')
    expect(textOf(linked, 'shared/peers.inc')).toBe(peers)
  })

  it('leaves a file whole that has other names, tells of the others, and exits with 2', () => {
    const cwd = folderWith({ 'a.conf': untidy, 'b.conf': untidy.replaceAll('51', '52').replace('2.10', '2.20') })
    linkSync(join(cwd, 'a.conf'), join(cwd, 'same.txt'))
    const { status, stdout, stderr } = kalint(['--fix', 'a.conf', 'b.conf'], { cwd })
    expect(textOf(cwd, 'a.conf')).toBe(untidy)
    expect(textOf(cwd, 'b.conf')).not.toContain('preempt_delay')
    expect(stderr).toContain(
      'kalint: a.conf: not changed, though it could be in 1 place: it has several names (hard links)',
    )
    expect(stderr).toContain('kalint: fixed 1 finding in 1 file.\n')
    expect(stdout).toContain('a.conf:6:5')
    expect(status).toBe(2)
  })

  it('leaves a file whole that may not be written, and exits with 2', () => {
    const cwd = folderWith({ 'a.conf': untidy })
    chmodSync(cwd, 0o755)
    chmodSync(join(cwd, 'a.conf'), 0o444)
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const { status, stderr } = spawnSync(process.execPath, [program, '--fix', 'a.conf'], {
      cwd,
      encoding: 'utf8',
      ...nobody,
    })
    expect(textOf(cwd, 'a.conf')).toBe(untidy)
    expect(stderr).toBe(
      'kalint: a.conf: not changed, though it could be in 1 place: you may not write it or its directory. Check the permissions.\n',
    )
    expect(status).toBe(2)
  })

  it('prints the fixed text of standard input, and all else beside it', () => {
    const broken = untidy.replace('    state', '    stat')
    const { status, stdout, stderr } = kalint(['--fix', '-', '--stdin-name', 'lb1.conf'], { input: broken })
    expect(stdout).toBe(broken)
    expect(stderr).toContain('error[unknown-directive]')
    expect(stderr).toContain('--> lb1.conf:2:5')
    expect(status).toBe(1)
    const clean = kalint(['--fix', '-'], { input: untidy })
    expect(clean.stdout).toBe(tidy)
    expect(clean.stderr).toContain('kalint: fixed 1 finding in 1 file.\n')
    expect(clean.status).toBe(0)
  })

  it('prints the fixed text of a node of the settings, and leaves its file alone', () => {
    const cwd = folderWith({
      'kalint.yaml': 'clusters:\n  web: [lb1.conf, lb2.conf]\n',
      'lb1.conf': goodNode({ priority: 160 }),
      'lb2.conf': goodNode({ state: 'BACKUP', priority: 100 }),
    })
    const { status, stdout } = kalint(['--fix', '-', '--stdin-name', 'lb1.conf'], { cwd, input: untidy })
    expect(stdout).toBe(tidy)
    expect(status).toBe(0)
    expect(textOf(cwd, 'lb1.conf')).toBe(goodNode({ priority: 160 }))
    expect(kalint(['--fix', '-', 'lb1.conf', '--stdin-name', 'lb1.conf'], { cwd, input: untidy }).status).toBe(2)
  })

  it('does not change what standard input includes', () => {
    const peers = 'unicast_src_ip 192.0.2.1\nunicast_peer {\n    192.0.2.2/24\n}\n'
    const cwd = folderWith({ 'peers.inc': peers })
    const input = tidy.replace('    priority', '    include peers.inc\n    priority')
    expect(kalint(['--fix', '-'], { cwd, input })).toMatchObject({ stdout: input })
    expect(textOf(cwd, 'peers.inc')).toBe(peers)
  })

  it('keeps JSON on standard output', () => {
    const cwd = folderWith({ 'a.conf': untidy })
    const { stdout, stderr } = kalint(['--fix', '--format', 'json', 'a.conf'], { cwd })
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [] })
    expect(stderr).toBe('kalint: fixed 1 finding in 1 file.\n')
  })
})

describe('--diff', () => {
  it('prints what git can apply, changes nothing, and fails', () => {
    const cwd = folderWith({ 'conf/a.conf': untidy })
    const { status, stdout, stderr } = kalint(['--diff', 'conf'], { cwd })
    expect(stdout).toBe(
      [
        '--- a/conf/a.conf',
        '+++ b/conf/a.conf',
        '@@ -3,7 +3,6 @@',
        '     interface eth0',
        '     virtual_router_id 51',
        '     priority 150',
        '-    preempt_delay 5',
        '     virtual_ipaddress {',
        '         192.0.2.10/24',
        '     }',
        '',
      ].join('\n'),
    )
    expect(stderr).toBe('kalint: 1 finding would be fixed in 1 file; 0 errors and 0 warnings would be left.\n')
    expect(status).toBe(1)
    expect(textOf(cwd, 'conf/a.conf')).toBe(untidy)
    spawnSync('git', ['apply'], { cwd, input: stdout })
    expect(textOf(cwd, 'conf/a.conf')).toBe(tidy)
    expect(kalint(['--diff', 'conf'], { cwd })).toMatchObject({ status: 0, stdout: '' })
  })

  it('keeps carriage returns and a missing last line end so that git can apply it', () => {
    const odd = untidy
      .replace('    virtual_ipaddress', '    unicast_src_ip 192.0.2.1\n    virtual_ipaddress')
      .replaceAll('\n', '\r\n')
      .trimEnd()
    const cwd = folderWith({ 'a.conf': odd })
    spawnSync('git', ['apply'], { cwd, input: kalint(['--diff', 'a.conf'], { cwd }).stdout })
    expect(textOf(cwd, 'a.conf')).toBe(odd.replace('    preempt_delay 5\r\n', ''))
  })

  it('shows no secret, and says that it cannot be applied', () => {
    const secret = 'hunter2-and-more'
    const auth = `    authentication {\n        auth_type PASS\n        auth_pass ${secret}\n    }\n`
    const cwd = folderWith({ 'a.conf': tidy.replace('    virtual_ipaddress', `${auth}    virtual_ipaddress`) })
    const { stdout, stderr } = kalint(['--diff', 'a.conf'], { cwd })
    expect(stdout).toContain('-        auth_pass ********\n+        auth_pass ********\n')
    expect(stdout + stderr).not.toContain('hunter2')
    expect(stderr).toContain('secrets are masked in this diff, so that it cannot be applied')
    const shown = kalint(['--diff', '--show-secrets', 'a.conf'], { cwd })
    expect(shown.stdout).toContain('+        auth_pass hunter2-\n')
    expect(shown.stderr).not.toContain('masked')
  })
})

describe('a file that is written', () => {
  it('is left as it is if it has changed since it was read', () => {
    const cwd = folderWith({ 'a.conf': 'meanwhile' })
    expect(replaceFile(join(cwd, 'a.conf'), { before: 'once', after: 'new' })).toContain(
      'has changed since it was read',
    )
    expect(textOf(cwd, 'a.conf')).toBe('meanwhile')
    expect(readdirSync(cwd)).toEqual(['a.conf'])
  })

  it('is a new file in the place of the old one, which whoever reads it still has whole', () => {
    const cwd = folderWith({ 'a.conf': 'old' })
    const path = join(cwd, 'a.conf')
    linkSync(path, join(dirname(path), 'witness'))
    expect(replaceFile(path, { before: 'old', after: 'new' })).toContain('several names')
    writeFileSync(join(cwd, 'b.conf'), 'old')
    const { ino } = statSync(join(cwd, 'b.conf'))
    expect(replaceFile(join(cwd, 'b.conf'), { before: 'old', after: 'new' })).toBeUndefined()
    expect(statSync(join(cwd, 'b.conf')).ino).not.toBe(ino)
    expect(textOf(cwd, 'b.conf')).toBe('new')
  })

  it.runIf(process.getuid?.() === 0)('still belongs to whom it belonged', () => {
    const cwd = folderWith({ 'a.conf': 'old' })
    chownSync(join(cwd, 'a.conf'), 1234, 2345)
    expect(replaceFile(join(cwd, 'a.conf'), { before: 'old', after: 'new' })).toBeUndefined()
    expect(statSync(join(cwd, 'a.conf'))).toMatchObject({ uid: 1234, gid: 2345 })
  })
})
