/** Nothing that a file holds or is called does anything to a terminal, a log or a page that shows what kalint says of it. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { FORMATS } from '../../src/cli/check.ts'
import { PRINTING_COMMANDS } from '../printing-commands.ts'
import { kalint } from '../run-kalint.ts'

/** A title, a cleared screen, colours, a link, a bell, blanks that hide, a word from right to left, an end of a line, a command of a workflow. */
const EVIL = '\u001B]0;t\u0007\u001B[2J\u001B[31m\u009B1A\u001B]8;;x\u001B\\\b\u007F\u202Eabc\u2066\u2028\u200E'
/** In names of files a line end as well. */
const EVIL_NAME = `${EVIL}\n::error::evil\r`

/** What moves the cursor, hides or reorders. Line ends and tabs of kalint's own are all right. */
const HARMFUL = /[\0-\x08\x0B-\x1F\x7F-\x9F]|[\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u

const config = `vrrp_script ${EVIL} {
 script "/bin/${EVIL}"
 weight ${EVIL}
}
vrrp_instance ${EVIL} {
 state MASTER
 interface eth0${EVIL}
 virtual_router_id 300
 priority ${EVIL}
 authentication {
  auth_type ${EVIL}
  auth_pass ${EVIL}
 }
 track_script {
  ${EVIL}
  missing${EVIL}
 }
 virtual_ipaddress {
  192.0.2.1/24 dev ${EVIL}
 }
 ${EVIL} ${EVIL}
}
include ${EVIL}
include */${EVIL}*
virtual_server_group ${EVIL} {
}
virtual_server group ${EVIL} {
 lb_algo ${EVIL}
 real_server 192.0.2.7 80 {
  MISC_CHECK {
   misc_path "${EVIL}"
  }
 }
}
$NAME${EVIL}=x
@${EVIL} global_defs
`

let cwd: string
let path: string
let other: string

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'kalint-test-'))
  const folder = join(cwd, EVIL_NAME)
  mkdirSync(folder)
  path = join(EVIL_NAME, `${EVIL_NAME}.conf`)
  other = join(EVIL_NAME, `other${EVIL_NAME}.conf`)
  writeFileSync(join(cwd, path), config)
  writeFileSync(join(cwd, other), config.replace('MASTER', 'BACKUP'))
  writeFileSync(join(cwd, 'plain.conf'), config)
  symlinkSync(`/nowhere${EVIL_NAME}`, join(cwd, EVIL_NAME, 'broken'))
  writeFileSync(
    join(cwd, 'kalint.yaml'),
    `clusters:\n  ${JSON.stringify(EVIL_NAME)}:\n    - ${JSON.stringify(path)}\n    - ${JSON.stringify(other)}\n`,
  )
  mkdirSync(join(cwd, 'wrong'))
  writeFileSync(
    join(cwd, 'wrong/kalint.yaml'),
    `${JSON.stringify(EVIL_NAME)}: 1\ntarget: ${JSON.stringify(EVIL)}\nclusters: {x: [${JSON.stringify(EVIL_NAME)}]}\n`,
  )
  writeFileSync(join(cwd, 'facts.json'), `{"${EVIL}": 1,}`)
  writeFileSync(
    join(cwd, 'baseline.json'),
    JSON.stringify({ version: 1, findings: [{ file: EVIL_NAME, rule: EVIL_NAME, fingerprint: 'a', count: 1 }] }),
  )
})

const COMMANDS: readonly (readonly string[])[] = [
  ...FORMATS.map((format) => ['--format', format]),
  ...PRINTING_COMMANDS,
  ['--baseline=baseline.json'],
]

describe.each(COMMANDS.map((command) => [command.join(' '), command] as const))('kalint %s', (_, command) => {
  it.each(['named', 'settings', 'folder', 'plain'])('lets nothing of the files through: %s', (how) => {
    const paths =
      {
        named: ['--no-settings', path, other],
        settings: [],
        folder: ['--no-settings', '.'],
        plain: ['--no-settings', 'plain.conf'],
      }[how] ?? []
    const { status, stdout, stderr } = kalint([...command, ...paths], { cwd })
    expect(status).not.toBeNull()
    if (command[0] !== 'fmt') expect(stdout + stderr).not.toBe('')
    // A diff that no person looks at is for a program that applies it.
    if (!command.includes('--diff')) expect(harmIn(stdout)).toEqual([])
    expect(harmIn(stderr)).toEqual([])
  })
})

describe('what kalint says of an argument', () => {
  it.each([
    [[EVIL_NAME]],
    [['--settings', EVIL_NAME]],
    [['--settings', 'wrong/kalint.yaml']],
    [['--format', EVIL_NAME]],
    [['--format', `json=${EVIL_NAME}/x`, 'plain.conf']],
    [['--output-file', `${EVIL_NAME}/x/y`, 'plain.conf']],
    [['--baseline', EVIL_NAME, 'plain.conf']],
    [['--facts', `${EVIL_NAME}=facts.json`, 'plain.conf']],
    [['--facts', 'plain=facts.json', 'plain.conf']],
    [['--facts', `plain=${EVIL_NAME}`, 'plain.conf']],
    [['--config-id', EVIL_NAME, 'plain.conf']],
    [['--target', EVIL_NAME]],
    [['--fail-on', EVIL_NAME]],
    [[`--${EVIL_NAME}`]],
    [['explain', EVIL_NAME]],
    [['init', EVIL_NAME]],
    [['failover', '--event', `node-down:${EVIL_NAME}`, 'plain.conf']],
    [['--stdin-name', EVIL_NAME, '-']],
    [['--write-baseline=x.json', 'plain.conf']],
  ])('lets nothing of it through: %j', (args) => {
    const { stdout, stderr } = kalint(['--no-settings', ...args], { cwd, input: config })
    expect(harmIn(stdout)).toEqual([])
    expect(harmIn(stderr)).toEqual([])
  })
})

/** The lines that would do harm, in a spelling that does none. */
function harmIn(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => HARMFUL.test(line) || /^::error::/.test(line))
    .map((line) => JSON.stringify(line).slice(0, 300))
    .slice(0, 3)
}
