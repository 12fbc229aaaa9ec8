" Does in Vim what a user does, as named by $SCENARIO, and writes what happened to $RESULT.

function! s:Finish(result) abort
  call writefile([json_encode(a:result)], $RESULT)
  qall!
endfunction

" Waits until the condition holds; after half a minute the result shows what is wrong.
function! s:Wait(Condition) abort
  for l:_ in range(1500)
    if a:Condition() | return | endif
    sleep 20m
  endfor
endfunction

function! s:Types() abort
  let l:types = {}
  for l:path in split($FILES, "\n")
    execute 'edit' fnameescape(l:path)
    let l:types[l:path] = &filetype ==# 'keepalived' ? v:true : v:false
  endfor
  return l:types
endfunction

function! s:Found(buffer) abort
  return map(copy(ale#engine#GetLoclist(a:buffer)), {_, item -> {
    \ 'line': item.lnum, 'column': item.col, 'type': item.type, 'code': get(item, 'code', ''), 'linter': item.linter_name}})
endfunction

function! s:State() abort
  return {'a': s:Found(s:a), 'b': s:Found(s:b)}
endfunction

function! s:Ale() abort
  execute 'edit' fnameescape($FOLDER . '/nodes/nodeA.conf')
  let s:a = bufnr('')
  execute 'edit' fnameescape($FOLDER . '/nodes/nodeB.conf')
  let s:b = bufnr('')
  execute 'edit' fnameescape($FOLDER . '/nodes/old.conf')
  let s:old = bufnr('')
  call s:Wait({-> len(s:Found(s:a)) == 1 && len(s:Found(s:b)) == 1 && len(s:Found(s:old)) == 1})
  let l:result = {'before': s:State(), 'old': map(s:Found(s:old), {_, finding -> finding.line})}

  execute 'buffer' s:a
  call cursor(1, 1)
  call search('virtual_router_id')
  let g:ale_hover_to_preview = 1
  ALEHover
  call s:Wait({-> winnr('$') > 1})
  let l:result.hover = join(getbufline(winbufnr(winnr('$')), 1, '$'), "\n")
  pclose!

  call cursor(1, 1)
  call search('VI_2')
  ALEGoToDefinition
  call s:Wait({-> bufnr('') == s:b})
  let l:result.definition = {'file': expand('%:t'), 'line': line('.')}

  execute 'buffer' s:a
  call cursor(48, 5)
  let s:titles = []
  call ale#codefix#Execute(0, {data, items -> extend(s:titles, map(copy(items), {_, item -> [data, item[1]]}))})
  call s:Wait({-> !empty(s:titles)})
  let l:result.titles = map(copy(s:titles), {_, pair -> pair[1].title})
  for [l:data, l:item] in s:titles
    if l:item.title ==# $TITLE | call ale#codefix#ApplyLSPCodeAction(l:data, l:item) | endif
  endfor
  call s:Wait({-> getline(48) =~# '192.0.2.22'})
  " ALE lints when its user pauses.
  call ale#Queue(0)
  call s:Wait({-> empty(s:Found(s:a)) && empty(s:Found(s:b))})
  let l:result.after = s:State()
  silent wall
  return l:result
endfunction

function! s:Quickfix() abort
  execute 'edit' fnameescape($FOLDER . '/nodes/nodeA.conf')
  silent make!
  return map(getqflist(), {_, item -> {
    \ 'file': fnamemodify(bufname(item.bufnr), ':t'), 'line': item.lnum, 'column': item.col, 'type': item.type, 'valid': item.valid}})
endfunction

set nomore hidden shortmess=aoOTIF
filetype plugin on
try
  if $SCENARIO ==# 'ale' | packadd ale | endif
  execute 'source' fnameescape($FOLDER . '/settings.vim')
  let s:scenarios = {'filetypes': function('s:Types'), 'ale': function('s:Ale'), 'quickfix': function('s:Quickfix')}
  let s:result = s:scenarios[$SCENARIO]()
catch
  let s:result = {'error': v:exception . ' at ' . v:throwpoint}
endtry
call s:Finish(s:result)
