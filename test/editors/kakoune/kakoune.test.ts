/** Kakoune with the settings of docs/editors.md, and its own lint command. */
import { describe, expect, it } from 'vitest'
import { documented } from '../documented.ts'
import { allEditors, canRun, type Desk, filesToRecognise, newDesk, PATIENCE } from '../run-editor.ts'

const isHere = allEditors && canRun('kak', ['-version'], true)

/** What a client does after the settings, and what it then writes as its result. */
interface Scenario {
  readonly settings: readonly string[]
  readonly commands: string
}

function kakoune(desk: Desk, { settings, commands }: Scenario): unknown {
  const script = desk.write('settings.kak', `${settings.map((name) => documented(name)).join('\n')}\n`)
  const steps = desk.write('steps.kak', commands)
  return desk.run('kak', ['-ui', 'dummy', '-e', `source '${script}'; source '${steps}'`])
}

/** Each file is looked at in a window, as a user sees it. */
function typeOf(path: string): string {
  return [
    `edit -existing '${path}'`,
    `nop %sh{ printf '%s\\t%s\\n' "$kak_buffile" "$kak_opt_filetype" >> "$FOLDER/types.txt" }`,
  ].join('\n')
}

describe.runIf(isHere)('Kakoune', { timeout: PATIENCE }, () => {
  it('tells keepalived files by name and by content', () => {
    const desk = newDesk()
    const expected = filesToRecognise(desk)
    const paths = Object.keys(expected)
    const end = `nop %sh{ jq -Rs 'split("\\n") | map(select(. != "") | split("\\t")) | map({(.[0]): (.[1] == "keepalived")}) | add' "$FOLDER/types.txt" > "$RESULT" }`
    const commands = [...paths.map(typeOf), end, 'kill! 0', ''].join('\n')
    expect(kakoune(desk, { settings: ['kakoune-filetype'], commands })).toEqual(expected)
  })

  it('marks the lines of both ends of a finding', () => {
    const desk = newDesk()
    const settings = ['kakoune-filetype', 'kakoune-lint']
    for (const [path, lines] of [
      [desk.nodeA, ['23', '46', '48']],
      [desk.nodeB, ['46', '48']],
    ] as const) {
      const commands = [
        `edit -existing '${path}'`,
        // The option changes once the linter has answered.
        'hook window WinSetOption lint_flags=.+ %{',
        `  nop %sh{ eval "set -- $kak_quoted_opt_lint_flags"; shift; for flag; do printf '%s\\n' "\${flag%%|*}"; done | sort -n | jq -Rs 'split("\\n") | map(select(. != ""))' > "$RESULT" }`,
        '  kill! 0',
        '}',
        'lint',
        '',
      ].join('\n')
      expect(kakoune(desk, { settings, commands })).toEqual(lines)
    }
  })
})
