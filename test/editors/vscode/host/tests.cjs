// Runs inside of the extension host of VS Code, which calls `run`. The real API, the extension as it was installed.
const assert = require('node:assert')
const { writeFileSync } = require('node:fs')
const vscode = require('vscode')

const WRONG = '192.0.2.23'
const RIGHT = '192.0.2.22'

const tests = {
  'nodeA.conf is a configuration of keepalived, nginx.conf is none': async () => {
    const nodeA = await open('nodeA.conf')
    const nginx = await open('nginx.conf')
    await until(() => language(nodeA) === 'keepalived')
    assert.notEqual(language(nginx), 'keepalived')
  },

  'a language that the user chooses stays': async () => {
    const nodeB = await open('nodeB.conf')
    await until(() => language(nodeB) === 'keepalived')
    await vscode.languages.setTextDocumentLanguage(document(nodeB), 'plaintext')
    await pause(400)
    assert.equal(language(nodeB), 'plaintext')
    await vscode.languages.setTextDocumentLanguage(document(nodeB), 'keepalived')
  },

  'both files have the finding, with its rule and a link to its page': async () => {
    const [nodeA, nodeB] = await findingsIn('nodeA.conf', 'nodeB.conf')
    assert.match(nodeA.message, /192\.0\.2\.23/)
    for (const { source, code } of [nodeA, nodeB]) {
      assert.equal(source, 'kalint')
      assert.equal(code.value, 'unicast-peer-unanswered')
      assert.match(code.target.toString(), /docs\/rules\/unicast-peer-unanswered\.md/)
    }
    assert.ok(nodeA.relatedInformation.some(({ location }) => location.uri.path.endsWith('nodeB.conf')))
  },

  'a hover tells what a keyword does': async () => {
    const uri = file('nodeA.conf')
    const hovers = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      uri,
      at(uri, 'virtual_router_id'),
    )
    assert.match(hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n'), /virtual_router_id/)
  },

  'nothing shows a password': async () => {
    const uri = file('nodeA.conf')
    const position = at(uri, 's7#Lamp')
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, position)
    const texts = hovers.flatMap(({ contents }) => contents.map(({ value }) => value))
    const report = await vscode.commands.executeCommand('kalint.server.showEffective', uri.toString())
    assert.doesNotMatch([...texts, report].join('\n'), /Lamp|Reed/)
  },

  'completion offers what the block takes': async () => {
    const uri = file('nodeA.conf')
    const inInstance = at(uri, 'virtual_router_id')
    const { items } = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', uri, inInstance)
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label))
    assert.ok(labels.includes('advert_int'), labels.join(' '))
    assert.ok(!labels.includes('real_server'), 'real_server belongs to another block')
  },

  'the definition of a script is found': async () => {
    const uri = file('nodeA.conf')
    const text = document(uri).getText()
    const use = document(uri).positionAt(text.lastIndexOf('proxy_alive') + 2)
    const found = await vscode.commands.executeCommand('vscode.executeDefinitionProvider', uri, use)
    const lines = found.map((one) => (one.targetRange ?? one.range).start.line)
    assert.ok(lines.includes(document(uri).positionAt(text.indexOf('vrrp_script proxy_alive')).line), lines.join(' '))
  },

  'symbols name the instances': async () => {
    const symbols = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', file('nodeA.conf'))
    const names = symbols.map(({ name }) => name).join(' ')
    assert.match(names, /VI_1/)
    assert.match(names, /VI_2/)
  },

  'the colours come from the grammar and the server': async () => {
    const uri = file('nodeA.conf')
    const tokens = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokens', uri)
    assert.ok(tokens.data.length > 100)
  },

  'the command for the other node leads there': async () => {
    await show('nodeA.conf')
    await vscode.commands.executeCommand('kalint.openOtherNode')
    assert.ok(vscode.window.activeTextEditor.document.uri.path.endsWith('/nodeB.conf'))
  },

  'the pages show the cluster and what is read': async () => {
    await show('nodeA.conf')
    await vscode.commands.executeCommand('kalint.showCluster')
    await show('nodeA.conf')
    await vscode.commands.executeCommand('kalint.showEffectiveConfig')
    const pages = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'kalint')
    const text = pages.map((page) => page.getText()).join('\n')
    assert.equal(pages.length, 2)
    assert.match(text, /VI_2/)
    assert.match(text, /virtual_router_id 71/)
    assert.doesNotMatch(text, /Lamp|Reed/)
  },

  'the report on failover opens in one panel for both nodes': async () => {
    await show('nodeA.conf')
    await vscode.commands.executeCommand('kalint.showFailover')
    await vscode.commands.executeCommand('kalint.showFailover', file('nodeB.conf').toString())
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label))
    await until(() => labels().includes('Failover of nodeA + nodeB'))
    assert.equal(labels().filter((label) => label.startsWith('Failover')).length, 1)
  },

  'a lens says what happens when a node dies': async () => {
    const lenses = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', file('nodeA.conf'), 100)
    const fate = lenses.find(({ command }) => command.command === 'kalint.showFailover')
    assert.match(fate.command.title, /in the steady state/)
  },

  'a quick fix changes the file, and both are clean': async () => {
    const uri = file('nodeA.conf')
    const [finding] = await findingsIn('nodeA.conf', 'nodeB.conf')
    const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, finding.range)
    const fix = actions.find(({ title }) => title === `Replace ${WRONG} by ${RIGHT}`)
    assert.ok(fix, actions.map(({ title }) => title).join(' | '))
    assert.ok(await vscode.workspace.applyEdit(fix.edit))
    await until(() => findings('nodeA.conf').length === 0 && findings('nodeB.conf').length === 0)
  },

  'an unsaved edit of one node is told in the other': async () => {
    const uri = file('nodeA.conf')
    const edit = new vscode.WorkspaceEdit()
    const start = at(uri, 'virtual_router_id 72')
    edit.replace(uri, new vscode.Range(start, start.translate(0, 20)), 'virtual_router_id 73')
    await vscode.workspace.applyEdit(edit)
    await until(() => findings('nodeB.conf').length > 0)
    await show('nodeA.conf')
    await vscode.commands.executeCommand('undo')
    await until(() => findings('nodeA.conf').length === 0 && findings('nodeB.conf').length === 0)
  },

  'the server can be restarted': async () => {
    await vscode.commands.executeCommand('kalint.restartServer')
    const edit = new vscode.WorkspaceEdit()
    const uri = file('nodeA.conf')
    const start = at(uri, 'virtual_router_id 72')
    edit.replace(uri, new vscode.Range(start, start.translate(0, 20)), 'virtual_router_id 73')
    await vscode.workspace.applyEdit(edit)
    await until(() => findings('nodeB.conf').length > 0)
  },

  'the settings reach the server': async () => {
    const settings = vscode.workspace.getConfiguration('kalint')
    const uri = file('nodeA.conf')
    const edit = new vscode.WorkspaceEdit()
    const start = at(uri, 'router_id left')
    edit.insert(uri, start, 'json_version 2\n  ')
    await vscode.workspace.applyEdit(edit)
    await settings.update('target', '2.0.20', vscode.ConfigurationTarget.Workspace)
    await until(() => findings('nodeA.conf').some(({ message }) => message.includes('json_version')))
    await settings.update('target', undefined, vscode.ConfigurationTarget.Workspace)
    await until(() => !findings('nodeA.conf').some(({ message }) => message.includes('json_version')))
  },

  'settings in kalint.yaml hold, and are checked and completed': async () => {
    const uri = file('kalint.yaml')
    await vscode.workspace.fs.writeFile(uri, Buffer.from('target: 2.0.20\nru\n'))
    await until(() => findings('kalint.yaml').some(({ message }) => message.startsWith('not valid YAML')))
    await open('kalint.yaml')
    const position = new vscode.Position(1, 2)
    const { items } = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', uri, position)
    assert.ok(items.some(({ label }) => (label.label ?? label) === 'rules'))
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, new vscode.Position(0, 2))
    assert.match(
      hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n'),
      /release of keepalived/,
    )
    const edit = new vscode.WorkspaceEdit()
    edit.delete(uri, new vscode.Range(1, 0, 2, 0))
    await vscode.workspace.applyEdit(edit)
    await until(() => findings('kalint.yaml').length === 0)
    await until(() => findings('nodeA.conf').some(({ message }) => message.includes('json_version')))
    const emptied = new vscode.WorkspaceEdit()
    emptied.delete(uri, new vscode.Range(0, 0, 1, 0))
    await vscode.workspace.applyEdit(emptied)
    await until(() => !findings('nodeA.conf').some(({ message }) => message.includes('json_version')))
    await document(uri).save()
    await vscode.workspace.fs.delete(uri)
  },

  'every command of the manifest is there': async () => {
    const { packageJSON } = vscode.extensions.getExtension('kalint.kalint')
    const known = new Set(await vscode.commands.getCommands())
    const wanted = packageJSON.contributes.commands.map(({ command }) => command)
    assert.deepEqual(
      wanted.filter((command) => !known.has(command)),
      [],
    )
    assert.equal(wanted.length, 7)
  },
}

exports.run = async () => {
  const results = []
  const keep = () => writeFileSync(process.env.KALINT_RESULTS, JSON.stringify(results))
  keep()
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test()
      results.push({ name, passed: true })
    } catch (error) {
      results.push({ name, passed: false, detail: String(error.stack) })
    }
    keep()
  }
  const failed = results.filter(({ passed }) => !passed)
  if (failed.length > 0) throw new Error(failed.map(({ name }) => name).join('; '))
}

function file(name) {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name)
}

async function open(name) {
  await vscode.workspace.openTextDocument(file(name))
  return file(name)
}

async function show(name) {
  await vscode.window.showTextDocument(file(name), { viewColumn: vscode.ViewColumn.One })
}

function document(uri) {
  return vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString())
}

function language(uri) {
  return document(uri).languageId
}

function at(uri, text) {
  const offset = document(uri).getText().indexOf(text)
  assert.notEqual(offset, -1, `${text} is not in ${uri.path}`)
  return document(uri).positionAt(offset)
}

function findings(name) {
  return vscode.languages.getDiagnostics(file(name))
}

async function findingsIn(...names) {
  await until(() => names.every((name) => findings(name).length > 0))
  return names.map((name) => findings(name)[0])
}

async function until(isSo) {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (isSo()) return
    await pause(100)
  }
  throw new Error(`${isSo} never came true`)
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
