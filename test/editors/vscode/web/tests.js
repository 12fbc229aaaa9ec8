// Runs inside of the extension host of VS Code for the Web, which calls `run`. There is no disk and no Node.
const vscode = require('vscode')

const tests = {
  'nodeA.conf is a configuration of keepalived, nginx.conf is none': async () => {
    const nodeA = await vscode.workspace.openTextDocument(file('nodeA.conf'))
    const nginx = await vscode.workspace.openTextDocument(file('nginx.conf'))
    await vscode.window.showTextDocument(nodeA)
    await until(() => documentOf('nodeA.conf').languageId === 'keepalived', 'nodeA.conf is recognised')
    expect(nginx.languageId !== 'keepalived', nginx.languageId)
  },

  'the finding stands in both files though one is not open': async () => {
    await until(() => findings('nodeA.conf').length > 0, 'nodeA.conf has a finding')
    await until(() => findings('nodeB.conf').length > 0, 'nodeB.conf has a finding')
    expect(findings('nodeA.conf')[0].code.value === 'unicast-peer-unanswered', 'the rule is named')
  },

  'the report on failover opens in a panel': async () => {
    await vscode.commands.executeCommand('kalint.showFailover', file('nodeA.conf').toString())
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs)
    await until(() => tabs().some(({ label }) => label === 'Failover of nodeA + nodeB'), 'the panel is there')
  },

  'an unsaved edit cleans both files': async () => {
    const uri = file('nodeA.conf')
    const text = documentOf('nodeA.conf').getText()
    const start = documentOf('nodeA.conf').positionAt(text.indexOf('192.0.2.23'))
    const edit = new vscode.WorkspaceEdit()
    edit.replace(uri, new vscode.Range(start, start.translate(0, 10)), '192.0.2.22')
    await vscode.workspace.applyEdit(edit)
    await until(() => findings('nodeA.conf').length + findings('nodeB.conf').length === 0, 'both files are clean')
  },

  'the server can be restarted': async () => {
    await vscode.commands.executeCommand('kalint.restartServer')
    await vscode.commands.executeCommand('undo')
    await until(() => findings('nodeB.conf').length > 0, 'the finding is back')
  },

  'settings in kalint.yaml hold, and are checked': async () => {
    const rule = 'unicast-peer-unanswered'
    const text = `rules:\n  ${rule}: off\nnonsense: 1\n`
    await vscode.workspace.fs.writeFile(file('kalint.yaml'), new TextEncoder().encode(text))
    await until(() => findings('kalint.yaml').length > 0, 'the unknown key is told')
    await vscode.workspace.fs.writeFile(file('kalint.yaml'), new TextEncoder().encode(text.replace('nonsense: 1', '')))
    await until(() => findings('kalint.yaml').length === 0, 'the settings are clean')
    await until(() => findings('nodeB.conf').every(({ code }) => code.value !== rule), 'the rule is off')
  },
}

exports.run = async () => {
  let failed = 0
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test()
      console.log(JSON.stringify({ name, passed: true }))
    } catch (error) {
      failed += 1
      console.log(JSON.stringify({ name, passed: false, detail: String(error) }))
    }
  }
  if (failed > 0) throw new Error(`${failed} tests failed`)
}

function file(name) {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name)
}

function documentOf(name) {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file(name).toString())
}

function findings(name) {
  return vscode.languages.getDiagnostics(file(name))
}

function expect(condition, what) {
  if (!condition) throw new Error(what)
}

async function until(isSo, what) {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`never: ${what}`)
}
