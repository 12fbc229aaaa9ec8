/** The commands that collect facts about a machine. */

/** What `ip` is asked, and under which key its answer stands in a facts file. */
export const COLLECTED = [
  { key: 'address', words: ['-json', 'address'] },
  { key: 'route', words: ['-json', 'route', 'show', 'table', 'all'] },
] as const

/** A script for sh that prints the facts of the machine on which it runs, with what lies at paths. */
export function collectingScript(paths: readonly string[]): string {
  const asked = COLLECTED.map(({ key, words }) => `${key}=$(ip ${words.join(' ')})`)
  const printed = COLLECTED.map(({ key }) => `"${key}": %s`).join(',\n')
  const values = COLLECTED.map(({ key }) => `"\${${key}:-[]}"`).join(' ')
  return [
    ...USAGE,
    'set -e',
    ...asked,
    `printf '{${printed}' ${values}`,
    ...(paths.length === 0 ? [] : filesPart(paths)),
    "printf '}\\n'",
    '',
  ].join('\n')
}

const USAGE = [
  '#!/bin/sh',
  '# Prints facts about the machine it runs on, for kalint; it changes nothing. Run it as root on each node:',
  '#   kalint facts | ssh lb1 sh > facts/lb1.json',
  '# With paths of configurations it also looks at the scripts that they name:',
  '#   kalint facts lb1.conf | ssh root@lb1 sh > facts/lb1.json',
  '# Then name the file in kalint.yaml (`facts: facts/lb1.json` beside the file of the node), or in a call:',
  '#   kalint --facts lb1=facts/lb1.json lb1.conf lb2.conf',
]

/** Where even the directory cannot be looked into, nothing is told. The paths hold no sign that sh or JSON take for anything. */
function filesPart(paths: readonly string[]): string[] {
  return [
    'printf \',\\n"files": [\'',
    "next=''",
    'look() {',
    `  if told=$(stat -L -c '{"path": "%n", "type": "%F", "mode": "%a", "uid": %u, "gid": %g}' "$1" 2>/dev/null)`,
    `  then printf '%s\\n%s' "$next" "$told"; next=','`,
    `  elif [ ! -e "$1" ] && { [ "$(id -u)" = 0 ] || [ -x "$(dirname "$1")" ]; }`,
    `  then printf '%s\\n{"path": "%s", "type": "missing"}' "$next" "$1"; next=','`,
    '  fi',
    '}',
    ...paths.map((path) => `look '${path}'`),
    "printf ']'",
  ]
}
