/** The script of the page on failover: choosing what the picture shows, walking through the matrix, and the filter. */

/** What the page allows is this script alone, by its hash. */
export const PAGE_SCRIPT_HASH = 'sha256-uA3RXPUSNxnVfWp2hR2yYQFWfvdY4CCHAuQF/CUtEVo='

/** It changes texts and attributes only, and makes no markup. Everything that it knows stands in the page. */
export const PAGE_SCRIPT = `
'use strict'
for (const section of document.querySelectorAll('.cluster')) {
  const all = (selector, root = section) => [...root.querySelectorAll(selector)]
  const one = (selector, root = section) => root.querySelector(selector)
  const table = one('table')
  const bar = one('.bar')
  const lanes = all('.lane')
  const nodes = all('.node')
  const heads = all('thead th')
  const problems = all('tbody tr[data-bad]')
  const numbers = (text) => (text ? text.split(' ').map(Number) : [])
  const textOf = (element) => element.textContent.trim().replace(/\\s+/g, ' ')

  // The picture.

  const middleOf = (lane, node) => {
    const box = one('.seat[data-node="' + node + '"] rect', lane)
    return { x: Number(box.getAttribute('x')) + 32, y: Number(box.getAttribute('y')) + 10 }
  }

  const showLane = (lane, cell, off) => {
    const steady = numbers(lane.dataset.steady)
    const holders = cell && 'holds' in cell.dataset ? numbers(cell.dataset.holds) : steady
    const isOpen = cell && 'holds' in cell.dataset ? cell.className === 'open' : lane.dataset.open === 'yes'
    const isTold = cell && cell.className !== ''
    lane.dataset.kind = cell ? cell.className || 'kept' : lane.dataset.first
    one('.status', lane).textContent = cell ? (isTold ? cell.dataset.note : '') : lane.dataset.note
    for (const seat of all('.seat', lane)) {
      const node = Number(seat.dataset.node)
      const rest = off.includes(node) ? 'off' : steady.includes(node) && lane.dataset.open === '' ? 'left' : 'waits'
      seat.dataset.state = holders.includes(node) ? (isOpen ? 'maybe' : 'holds') : rest
    }
    const [from, to] = [steady.find((node) => !holders.includes(node)), holders.find((node) => !steady.includes(node))]
    let path = ''
    if (from !== undefined && to !== undefined && !isOpen && lane.dataset.open === '') {
      const [start, end] = [middleOf(lane, from), middleOf(lane, to)]
      path = 'M' + start.x + ' ' + start.y + 'H' + end.x
    }
    one('.move', lane).setAttribute('d', path)
  }

  const STATES = { a: 'accepted', r: 'refused', u: 'unheard', '-': 'none' }

  const showLink = (link, column, off, cut) => {
    const ends = numbers(link.dataset.link)
    const isGone = ends.some((node) => off.includes(node))
    const isCut = cut.includes(link.dataset.link)
    for (const half of all('.half', link)) {
      const state = column === undefined ? half.dataset.all : STATES[half.dataset.hear[column]]
      half.dataset.state = isGone ? 'none' : isCut && state !== 'none' ? 'unheard' : state
    }
    const text = one('.note text', link)
    text.textContent = isGone ? '' : isCut ? 'cut' : column === undefined ? text.dataset.first : ''
  }

  const showPicture = (row, column) => {
    const marks = row ? JSON.parse(row.dataset.marks || '[]') : []
    const placesOf = (kind) => marks.filter((mark) => mark[0] === kind).map((mark) => mark[1])
    const stopped = nodes.filter((node) => node.dataset.note).map((node) => node.dataset.node)
    const off = [...placesOf('off'), ...stopped].map(Number)
    for (const node of nodes) {
      const isNow = off.includes(Number(node.dataset.node))
      const notes = marks.filter((mark) => mark[1] === node.dataset.node).map((mark) => mark[2])
      node.dataset.off = node.dataset.note ? 'always' : isNow ? 'now' : ''
      const text = node.dataset.note || notes.join(', ')
      one('.state', node).textContent = text.length > 14 ? text.slice(0, 13) + '\\u2026' : text
    }
    lanes.forEach((lane, index) => {
      showLane(lane, row && row.cells[index + 1], off)
      lane.classList.toggle('chosen', index === column)
    })
    for (const link of all('.link')) showLink(link, column, off, placesOf('cut'))
    one('.about').textContent = row ? textOf(row.cells[0]) : 'The steady state'
  }

  // What is chosen, in words.

  const sentence = (cell, index) => {
    const name = textOf(one('.router', heads[index]))
    return name + ': ' + (cell.dataset.say || textOf(cell))
  }

  const wordsOf = (row, column) => {
    const cells = [...row.cells].slice(1)
    if (column !== undefined) return [sentence(cells[column], column)]
    const told = cells.map((cell, index) => (cell.className === '' ? '' : sentence(cell, index))).filter(Boolean)
    return told.length === 0 ? ['Nothing changes.'] : told
  }

  let chosen

  const choose = (row, column) => {
    chosen = row
    for (const cell of all('[aria-selected="true"]')) cell.setAttribute('aria-selected', 'false')
    for (const other of all('tr.chosen')) other.classList.remove('chosen')
    if (row) {
      row.classList.add('chosen')
      row.cells[column === undefined ? 0 : column + 1].setAttribute('aria-selected', 'true')
    }
    showPicture(row, column)
    const title = document.createElement('b')
    title.textContent = row ? textOf(row.cells[0]) : 'The steady state'
    const count = problems.length + (problems.length === 1 ? ' scenario has' : ' scenarios have') + ' a problem.'
    const lines = row ? wordsOf(row, column) : [column === undefined ? count : textOf(heads[column])]
    one('.now').replaceChildren(title, lines.join(' \\u00b7 '))
    one('[data-go="0"]').hidden = !row && column === undefined
    bar.hidden = !row && column === undefined && problems.length === 0
  }

  // The matrix from the keyboard.

  const isShown = (row) => row.offsetParent !== null
  const rows = () => all('tr').filter((row) => !row.classList.contains('group') && isShown(row))
  let current = one('tbody tr:not(.group) > th') || one('thead th')

  const goTo = (cell) => {
    if (!cell) return
    if (current) current.tabIndex = -1
    current = cell
    cell.tabIndex = 0
    cell.focus()
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  const chooseCell = (cell) => {
    const row = cell.parentElement
    const column = cell.cellIndex === 0 ? undefined : cell.cellIndex - 1
    choose(row.parentElement.tagName === 'THEAD' ? undefined : row, column)
  }

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0] }

  const target = (event, cell) => {
    const list = rows()
    const at = list.indexOf(cell.parentElement)
    const last = list.length - 1
    if (event.key === 'Home') return list[event.ctrlKey ? 0 : at].cells[event.ctrlKey ? 1 : 0]
    if (event.key === 'End') return [...list[event.ctrlKey ? last : at].cells].at(-1)
    const step = STEPS[event.key]
    if (!step) return undefined
    const row = list[Math.min(last, Math.max(0, at + step[0]))]
    const index = Math.min(row.cells.length - 1, Math.max(0, cell.cellIndex + step[1]))
    return row.cells[row === list[0] && index === 0 ? 1 : index]
  }

  table.addEventListener('keydown', (event) => {
    const cell = event.target.closest('td, th')
    if (!cell || event.altKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') chooseCell(cell)
    else {
      const next = target(event, cell)
      if (!next) return
      goTo(next)
    }
    event.preventDefault()
  })
  table.addEventListener('click', (event) => {
    const cell = event.target.closest('td, th')
    if (!cell || cell.closest('.group') || cell.classList.contains('corner')) return
    goTo(cell)
    chooseCell(cell)
  })

  // What shows the page may choose as well, without taking the focus.
  table.addEventListener('choose', (event) => chooseCell(event.target))

  // Filter, buttons and links.

  one('.filter input').addEventListener('change', (event) => {
    table.classList.toggle('filtered', event.target.checked)
    one('.none').hidden = !event.target.checked || problems.length > 0
    if (current && !isShown(current.parentElement)) {
      current.tabIndex = -1
      current = rows()[0].cells[1]
      current.tabIndex = 0
    }
  })
  for (const button of all('button')) {
    const step = Number(button.dataset.go)
    button.addEventListener('click', () => {
      if (step === 0) return choose(undefined, undefined)
      const at = problems.indexOf(chosen)
      const row = problems[at === -1 ? (step > 0 ? 0 : problems.length - 1) : (at + step + problems.length) % problems.length]
      choose(row, undefined)
      row.scrollIntoView({ block: 'nearest' })
    })
    if (step !== 0) button.hidden = problems.length === 0
  }
  for (const link of all('.problems a')) {
    link.addEventListener('click', () => choose(document.getElementById(link.getAttribute('href').slice(1)), undefined))
  }

  for (const lane of lanes) lane.dataset.first = lane.dataset.kind
  for (const text of all('.link .note text')) text.dataset.first = text.textContent
  table.setAttribute('role', 'grid')
  table.parentElement.removeAttribute('tabindex')
  table.setAttribute('aria-readonly', 'true')
  for (const cell of all('td:not(.corner), th', table)) if (!cell.closest('.group')) cell.tabIndex = -1
  if (current) current.tabIndex = 0
  for (const part of all('.filter, .hint')) part.hidden = false
  choose(undefined, undefined)
}
`
