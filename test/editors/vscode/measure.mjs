// How long the extension takes to activate, as VS Code itself measures it.
import { openFile, runCommand } from './browser.mjs'

/** Opens the window anew for each measurement; milliseconds for loading and activating. */
export async function measureActivation(page, times) {
  const measured = []
  for (let turn = 0; turn < times; turn += 1) {
    await page.reload()
    await page.locator('.monaco-workbench').waitFor()
    await openFile(page, 'nodeA.conf')
    await page.locator('.statusbar-item', { hasText: 'kalint' }).first().waitFor()
    await runCommand(page, 'Show Running Extensions')
    const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'kalint' }).first()
    await row.waitFor()
    const text = await row.innerText()
    const time = /Activation[^\d]*(\d+)\s*ms/.exec(text)?.[1]
    if (time === undefined) throw new Error(`no activation time in: ${text}`)
    measured.push(Number(time))
  }
  return measured
}

export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]
}
