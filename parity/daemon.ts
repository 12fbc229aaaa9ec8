/** Runs keepalived's config test on files, in a network and mount namespace of their own that has what they name. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** A configuration: its entry file, and the files that it includes. */
export interface ConfigCase {
  readonly name: string
  /** The path of the file that keepalived is given; all paths are relative to one directory. */
  readonly entry: string
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly configId: string
}

/** What keepalived said of a configuration. */
export interface ConfigTest {
  /** The exit status; negative where a signal ended it, as `-11`. */
  readonly exit: number
  /** Its lines, each once, in order. Paths are those of the case. */
  readonly messages: readonly string[]
  /** There were more of them. */
  readonly isCut?: boolean
}

/** How the binary calls itself, as `2.2.7`; `undefined` where it cannot be run in a namespace of its own. */
export function versionOf(binary: string): string | undefined {
  const run = spawnSync('unshare', ['-nm', binary, '--version'], { encoding: 'utf8' })
  return /^Keepalived v([\d.]+)/m.exec(`${run.stderr}${run.stdout}`)?.[1]
}

/** Bytes; where keepalived says more, it says the same for ever. */
const LONGEST_OUTPUT = 4_000_000

/** Files that share the interfaces, scripts and users that they name. */
const BATCH = 50

/** Tests configurations; the results come in the same order. Needs root. */
export async function configTests(binary: string, cases: readonly ConfigCase[]): Promise<ConfigTest[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-parity-'))
  const results: ConfigTest[] = []
  const starts = Array.from({ length: Math.ceil(cases.length / BATCH) }, (_, index) => index * BATCH)
  const worker = async (): Promise<void> => {
    for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
      const batch = cases.slice(start, start + BATCH)
      const tested = await testBatch(binary, batch, join(folder, `${start}`))
      tested.forEach((result, index) => {
        results[start + index] = result
      })
    }
  }
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, worker))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return results
}

const run = promisify(execFile)

async function testBatch(binary: string, batch: readonly ConfigCase[], folder: string): Promise<ConfigTest[]> {
  batch.forEach(({ files }, index) => {
    for (const [path, bytes] of files) {
      const full = join(folder, `${index}`, path)
      mkdirSync(dirname(full), { recursive: true })
      writeFileSync(full, bytes, { mode: 0o644 })
    }
  })
  const texts = batch.flatMap(({ files }) => [...files.values()].map((bytes) => Buffer.from(bytes).toString('latin1')))
  const list = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(''))
  list('links', linksFor(texts))
  const programs = named(texts, PROGRAM).map((name) => `/usr/local/bin/${name}`)
  list('scripts', [...named(texts, SCRIPT), ...programs])
  list('users', named(texts, USER))
  list('groups', named(texts, GROUP))
  list(
    'cases',
    batch.map(({ entry, configId }, index) => `${index} ${configId} ${entry}`),
  )
  const words = [
    '-nm',
    '--propagation',
    'private',
    'bash',
    '-c',
    NAMESPACE,
    'bash',
    binary,
    folder,
    `${LONGEST_OUTPUT}`,
  ]
  const variables = Object.fromEntries(named(texts, ENVIRONMENT).map((name) => [name, ENVIRONMENT_VALUE]))
  await run('unshare', words, { env: { ...variables, ...process.env } })
  return batch.map((_, index) => {
    const directory = join(folder, `${index}`)
    const status = Number(readFileSync(join(folder, `${index}.status`), 'latin1'))
    return {
      exit: status > 128 ? 128 - status : status,
      messages: messagesIn(readFileSync(join(folder, `${index}.output`), 'latin1'), `${directory}/`),
    }
  })
}

/** Each pass over the file tells the same again, with and without the name of the file. */
function messagesIn(output: string, directory: string): string[] {
  const lines = output.split('\n').map((line) => line.replaceAll(directory, '').trimEnd())
  return [...new Set(lines.filter((line) => line !== ''))]
}

/** Commands of `ip -batch` that make the interfaces that texts name. */
function linksFor(texts: readonly string[]): string[] {
  const lists = texts.flatMap((text) => [...text.matchAll(INTERFACE_LIST)].map(([, list = '']) => list))
  const virtual = new Set(named(texts, VIRTUAL_INTERFACE))
  const names = new Set([...named(texts, INTERFACE), ...named(lists, LISTED_INTERFACE)])
  return [...names]
    .filter((name) => name !== 'lo' && !virtual.has(name))
    .flatMap((name, index) => [
      `link add ${name} type veth peer name peer-${index}`,
      `link set ${name} up`,
      `link set peer-${index} up`,
      `address add 198.18.${index % 256}.1/24 dev ${name}`,
    ])
}

function named(texts: readonly string[], pattern: RegExp): string[] {
  const names = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))
  return [...new Set(names)].filter((name) => name !== '')
}

const NAME = String.raw`"?([A-Za-z][\w.:@-]{0,14})(?=["\s{}#!]|$)`
const INTERFACE_KEYWORDS = 'interface|dev|oif|iif|vrf|default_interface|lvs_sync_daemon|lvs_sync_daemon_interface'
const INTERFACE = new RegExp(String.raw`\b(?:${INTERFACE_KEYWORDS})[ \t]+${NAME}`, 'g')
const VIRTUAL_INTERFACE = new RegExp(String.raw`\b(?:use_vmac|use_ipvlan)[ \t]+${NAME}`, 'g')
const INTERFACE_LIST = /\b(?:track_interface|interfaces|linkbeat_interfaces|interface_up_down_delays)\s*\{([^}]*)\}/g
const LISTED_INTERFACE = new RegExp(String.raw`^[ \t]*${NAME}`, 'gm')
/** Paths of programs, in directories that can be laid over. */
const SCRIPT = /(\/(?:usr|etc|opt|run|var)\/[\w./-]*\w)/g
/** Programs that are looked for. */
const PROGRAM = /\b(?:\w+_script|script|notify\w*)[ \t]+["']?(\w[\w.-]*)(?=["'\s]|$)/gm
const USER =
  /\b(?:(?:script_user|user)|(?:\w+_script|script|notify\w*)[ \t]+(?:"[^"\n]*"|[^\s"{}]+))[ \t]+"?([^\s"{}#!:]+)/g
const GROUP = /\b(?:script_user|user)[ \t]+\S+[ \t]+"?([^\s"{}#!:]+)/g

const ENVIRONMENT = /\$\{_ENV[ \t]+(\w+)\}/g
/** A password and the kind of one. */
const ENVIRONMENT_VALUE = 'PASS'

/** Lays a writable layer over the system, so that scripts and users can be made, then tests one file after the other. */
const NAMESPACE = String.raw`
binary=$1; folder=$2; longest=$3
layer=$(mktemp -d)
mount -t tmpfs layer "$layer"
for top in usr etc opt run var; do
  mkdir -p "$layer/$top/upper" "$layer/$top/work"
  mount -t overlay overlay -o "lowerdir=/$top,upperdir=$layer/$top/upper,workdir=$layer/$top/work" "/$top" 2>/dev/null
done
while read -r group; do grep -q "^$group:" /etc/group || echo "$group:x:6501:" >>/etc/group; done <"$folder/groups"
while read -r user; do
  grep -q "^$user:" /etc/passwd || { echo "$user:x:6500:6501::/:/bin/sh" >>/etc/passwd; echo "$user:x:6501:" >>/etc/group; }
done <"$folder/users"
while read -r script; do
  [ -e "$script" ] || { mkdir -p "$(dirname "$script")" && printf '#!/bin/sh\n' >"$script" && chmod 755 "$script"; }
done <"$folder/scripts" 2>/dev/null
ip link set lo up
ip -force -batch "$folder/links" >/dev/null 2>&1
while read -r index id entry; do
  cd "$folder/$index"
  timeout -s KILL 10 "$binary" -t -i "$id" -f "$folder/$index/$entry" 2>&1 | head -c "$longest" >"$folder/$index.output"
  echo "$PIPESTATUS" >"$folder/$index.status"
done <"$folder/cases" 2>/dev/null
`
