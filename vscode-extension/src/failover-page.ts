/** The report on failover as a panel of the editor shows it: in its colours, and as it was left before the last edit. */
import { workspace } from 'vscode'

/** Colours of the theme in place of those of the page. */
const STYLE = `
body.vscode-light, body.vscode-dark, body.vscode-high-contrast, body.vscode-high-contrast-light {
  --ground: var(--vscode-editor-background); --panel: var(--vscode-editor-background);
  --ink: var(--vscode-editor-foreground); --quiet: color-mix(in srgb, var(--ink) 75%, var(--ground));
  --line: color-mix(in srgb, var(--ink) 20%, var(--ground)); --strong-line: color-mix(in srgb, var(--ink) 55%, var(--ground));
  --accent: var(--vscode-textLink-foreground); --on-accent: var(--ground);
  --accent-ground: color-mix(in srgb, var(--accent) 14%, var(--ground));
  --bad-ground: color-mix(in srgb, var(--bad) 14%, var(--ground));
  --doubt-ground: color-mix(in srgb, var(--doubt) 14%, var(--ground));
  --mono: var(--vscode-editor-font-family, monospace);
}
body.vscode-light, body.vscode-high-contrast-light { --bad: #a3201a; --doubt: #6e4c00; --good: #17663a }
body.vscode-dark, body.vscode-high-contrast { --bad: #ffa49c; --doubt: #f0c862; --good: #83d3a4 }
:root:has(body.vscode-light, body.vscode-high-contrast-light) { color-scheme: light }
:root:has(body.vscode-dark, body.vscode-high-contrast) { color-scheme: dark }
body { font-family: var(--vscode-font-family, system-ui); padding-top: 1rem }
h1 { font-size: 1.3rem }
[data-place] { cursor: pointer; text-decoration: underline; color: var(--accent) }
`

/** Keeps what was chosen, filtered and scrolled to, and tells which finding is to be opened. */
const SCRIPT = `
'use strict'
{
  const editor = acquireVsCodeApi()
  const sections = [...document.querySelectorAll('.cluster')]
  const textOf = (element) => element.textContent.trim().replace(/\\s+/g, ' ')
  const stateOf = (section) => {
    const row = section.querySelector('tr.chosen')
    const cell = section.querySelector('[aria-selected="true"]')
    return {
      row: row ? textOf(row.cells[0]) : undefined,
      column: cell ? cell.cellIndex : 0,
      filtered: section.querySelector('.filter input').checked,
      scrolled: [...section.querySelectorAll('.scroll')].map((one) => [one.scrollLeft, one.scrollTop]),
    }
  }
  const restore = (section, state) => {
    const filter = section.querySelector('.filter input')
    if (state.filtered) {
      filter.checked = true
      filter.dispatchEvent(new Event('change'))
    }
    const row = [...section.querySelectorAll('tbody tr:not(.group)')].find((one) => textOf(one.cells[0]) === state.row)
    const cell = row && (row.cells[state.column] || row.cells[0])
    if (cell) cell.dispatchEvent(new Event('choose', { bubbles: true }))
    section.querySelectorAll('.scroll').forEach((one, index) => one.scrollTo(...(state.scrolled[index] || [0, 0])))
  }
  const before = editor.getState()
  if (before) {
    sections.forEach((section, index) => { if (before.sections[index]) restore(section, before.sections[index]) })
    scrollTo(before.left, before.top)
  }
  let isWaiting = false
  const keep = () => {
    if (isWaiting) return
    isWaiting = true
    requestAnimationFrame(() => {
      isWaiting = false
      editor.setState({ left: scrollX, top: scrollY, sections: sections.map(stateOf) })
    })
  }
  for (const type of ['click', 'keyup', 'change', 'scroll']) addEventListener(type, keep, true)

  document.querySelectorAll('.place').forEach((place, index) => {
    const open = () => editor.postMessage({ place: index })
    place.dataset.place = String(index)
    place.tabIndex = 0
    place.setAttribute('role', 'link')
    place.addEventListener('click', open)
    place.addEventListener('keydown', (event) => { if (event.key === 'Enter') open() })
  })
}
`

/** The page lets its own style and script run by their hashes, and these by a word that is new each time. */
export function panelPage(html: string): string {
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  const page = withShortPaths(html)
    .replace('style-src ', `style-src 'nonce-${nonce}' `)
    .replace('script-src ', `script-src 'nonce-${nonce}' `)
    .replace('</head>', () => `<style nonce="${nonce}">${STYLE}</style>\n</head>`)
  const end = page.lastIndexOf('</body>')
  return `${page.slice(0, end)}<script nonce="${nonce}">${SCRIPT}</script>\n${page.slice(end)}`
}

/** As everything else in the editor, files are called by their paths in the workspace. */
function withShortPaths(html: string): string {
  return (workspace.workspaceFolders ?? []).reduce(
    (shortened, { uri }) => shortened.replaceAll(`>${uri.fsPath.replaceAll('\\', '/')}/`, '>'),
    html,
  )
}
