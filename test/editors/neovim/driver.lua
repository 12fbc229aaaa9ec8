-- Does in Neovim what a user does, as named by $SCENARIO, and writes what happened to $RESULT.
local folder = os.getenv('FOLDER')
local node_a, node_b = folder .. '/nodes/nodeA.conf', folder .. '/nodes/nodeB.conf'

local function finish(result)
  local file = assert(io.open(os.getenv('RESULT'), 'w'))
  file:write(vim.fn.json_encode(result))
  file:close()
end

local function open(path)
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  return vim.api.nvim_get_current_buf()
end

-- Waits until the condition holds; after half a minute the result shows what is wrong.
local function wait(condition)
  return vim.wait(30000, condition, 20)
end

local function found(buffer)
  return vim.tbl_map(function(d)
    return { line = d.lnum + 1, text = vim.api.nvim_buf_get_text(buffer, d.lnum, d.col, d.end_lnum, d.end_col, {})[1],
      source = d.source, severity = d.severity, code = d.code or vim.tbl_get(d, 'user_data', 'lsp', 'code') }
  end, vim.diagnostic.get(buffer))
end

local function both_nodes()
  local a, b = open(node_a), open(node_b)
  wait(function() return #vim.diagnostic.get(a) > 0 and #vim.diagnostic.get(b) > 0 end)
  return a, b
end

-- Puts the cursor on the first occurrence of a text below a line.
local function cursor_on(text, below)
  vim.api.nvim_win_set_cursor(0, { below or 1, 0 })
  assert(vim.fn.search('\\V' .. text, 'cW') > 0, text .. ' is not in the buffer')
end

local function request(method, params)
  assert(vim.lsp.get_active_clients()[1].supports_method(method), 'the server does not offer ' .. method)
  local replies = vim.lsp.buf_request_sync(0, method, params or vim.lsp.util.make_position_params(), 20000) or {}
  for _, reply in pairs(replies) do
    if reply.err then error(method .. ': ' .. vim.inspect(reply.err)) end
    if reply.result then return reply.result end
  end
end

local function names_of(items)
  return vim.tbl_map(function(item) return item.label end, items.items or items)
end

local scenarios = {}

function scenarios.filetypes()
  local types = {}
  for path in os.getenv('FILES'):gmatch('[^\n]+') do
    open(path)
    types[path] = vim.bo.filetype == 'keepalived'
  end
  return types
end

function scenarios.findings()
  local a, b = both_nodes()
  local before = { a = found(a), b = found(b) }
  -- The other node turns clean while only this one is edited.
  vim.api.nvim_set_current_buf(a)
  for from, to in pairs({ ['198.51.100.21'] = '192.0.2.21', ['198.51.100.22'] = '192.0.2.22' }) do
    vim.cmd('silent %substitute/' .. from .. '/' .. to .. '/')
  end
  wait(function() return #vim.diagnostic.get(a) == 0 and #vim.diagnostic.get(b) == 0 end)
  local clean = { a = found(a), b = found(b) }
  vim.cmd('undo')
  vim.cmd('undo')
  wait(function() return #vim.diagnostic.get(b) > 0 end)
  local again = { a = found(a), b = found(b) }
  local old = open(folder .. '/nodes/old.conf')
  wait(function() return #vim.diagnostic.get(old) > 0 end)
  return { before = before, clean = clean, again = again, old = found(old) }
end

function scenarios.hover()
  both_nodes()
  cursor_on('virtual_router_id')
  local hover = request('textDocument/hover')
  local lines = vim.lsp.util.convert_input_to_markdown_lines(hover and hover.contents or {})
  return { text = table.concat(lines, '\n') }
end

function scenarios.completion()
  local a = both_nodes()
  vim.api.nvim_set_current_buf(a)
  cursor_on('virtual_router_id 71')
  vim.cmd('normal! O  advert')
  vim.cmd('startinsert!')
  local line = vim.api.nvim_win_get_cursor(0)[1]
  local params = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line - 1, character = 8 } }
  local keywords = names_of(request('textDocument/completion', params) or {})
  vim.api.nvim_set_current_line('  state ')
  params.position.character = 8
  local states = names_of(request('textDocument/completion', params) or {})
  return { keywords = keywords, states = states }
end

function scenarios.definition()
  local a, b = both_nodes()
  vim.api.nvim_set_current_buf(a)
  cursor_on('VI_2')
  local targets = request('textDocument/definition') or {}
  local files = {}
  for _, target in ipairs(vim.tbl_islist(targets) and targets or { targets }) do
    local range = target.targetSelectionRange or target.range
    local buffer = vim.uri_to_bufnr(target.targetUri or target.uri)
    table.insert(files, { other = buffer == b, line = range.start.line + 1 })
  end
  cursor_on('proxy_alive', 30)
  local script = request('textDocument/definition') or {}
  script = vim.tbl_islist(script) and script[1] or script
  return { instance = files, script = ((script or {}).targetSelectionRange or (script or {}).range or { start = { line = -1 } }).start.line + 1 }
end

-- Applies the fix that $TITLE names to the first finding, and saves.
function scenarios.actions()
  local a, b = both_nodes()
  vim.api.nvim_set_current_buf(a)
  local before, titles = { a = found(a), b = found(b) }, {}
  local finding = assert(vim.diagnostic.get(a)[1], 'no finding')
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
  for _, action in ipairs(request('textDocument/codeAction', params) or {}) do
    table.insert(titles, action.title)
    if action.title == os.getenv('TITLE') then vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
  end
  wait(function() return #vim.diagnostic.get(a) == 0 and #vim.diagnostic.get(b) == 0 end)
  vim.cmd('silent wall')
  return { before = before, titles = titles, after = { a = found(a), b = found(b) } }
end

function scenarios.edits()
  local a, b = both_nodes()
  vim.api.nvim_set_current_buf(a)
  local original = vim.api.nvim_buf_get_lines(a, 0, -1, false)
  vim.cmd([[silent %substitute/^ \+//]])
  local formatting = { textDocument = vim.lsp.util.make_text_document_params(), options = { tabSize = 2, insertSpaces = true } }
  vim.lsp.util.apply_text_edits(request('textDocument/formatting', formatting) or {}, a, 'utf-16')
  local formatted = vim.api.nvim_buf_get_lines(a, 0, -1, false)

  cursor_on('VI_2')
  local params = vim.lsp.util.make_position_params()
  params.newName = 'VI_API'
  vim.lsp.util.apply_workspace_edit(request('textDocument/rename', params) or {}, 'utf-16')
  return { unformatted = original, formatted = formatted,
    renamed = { vim.api.nvim_buf_get_lines(a, 39, 40, false)[1], vim.api.nvim_buf_get_lines(b, 39, 40, false)[1] } }
end

function scenarios.stop()
  both_nodes()
  local client = vim.lsp.get_active_clients()[1]
  local pid = client.rpc.pid
  vim.lsp.stop_client(client.id)
  local gone = wait(function() return #vim.lsp.get_active_clients() == 0 end)
  return { gone = gone, pid = pid or vim.NIL }
end

vim.cmd('filetype plugin on')
vim.cmd('source ' .. folder .. '/settings.lua')
local ok, result = pcall(scenarios[os.getenv('SCENARIO')])
finish(ok and result or { error = tostring(result) })
for _, client in ipairs(vim.lsp.get_active_clients()) do vim.lsp.stop_client(client.id) end
vim.wait(2000, function() return #vim.lsp.get_active_clients() == 0 end, 10)
vim.cmd('qall!')
