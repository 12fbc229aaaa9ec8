/** The links of a picture: above a row of nodes an arch for each pair, whose two halves say what either node hears. */
import { type Hearing, overallState } from './hearing.ts'
import { html, type Markup } from './markup.ts'

/** Pixels between two arches, and from the lowest one to the nodes. */
const RISE = 24
const FOOT = 30

/** How far from the middle of a node its outermost links end. */
const REACH = 30

const ROUNDING = 8

interface Link {
  readonly left: number
  readonly right: number
  /** 1 is the lowest. */
  readonly level: number
}

/** How high the arches over so many nodes are. */
export function archesHeight(nodes: number): number {
  const levels = Math.max(0, ...linksOf(nodes).map(({ level }) => level))
  return levels === 0 ? 8 : FOOT + (levels - 1) * RISE + 14
}

/** Short links are below long ones; those of one level lie side by side. */
function linksOf(nodes: number): Link[] {
  const links: Link[] = []
  for (let distance = 1; distance < nodes; distance++) {
    const lowest = Math.max(0, ...links.map(({ level }) => level)) + 1
    for (let left = 0; left + distance < nodes; left++) {
      const right = left + distance
      let level = lowest
      while (links.some((link) => link.level === level && link.left < right && left < link.right)) level++
      links.push({ left, right, level })
    }
  }
  return links
}

export interface Ground {
  /** The middle of each node. */
  readonly middles: readonly number[]
  /** The upper edge of the nodes. */
  readonly top: number
}

/** Every link with something to say, the one of the nodes 0 and 1 as `data-link="0 1"`. What is `off` sends nothing. */
export function linksMarkup(hearings: readonly Hearing[], ground: Ground, off: ReadonlySet<number>): Markup[] {
  const at = (from: number, to: number): Hearing | undefined =>
    hearings.find((hearing) => hearing.from === from && hearing.to === to)
  return linksOf(ground.middles.length).flatMap((link) => {
    const { left, right } = link
    const [toLeft, toRight] = [at(right, left), at(left, right)]
    if (toLeft === undefined && toRight === undefined) return []
    const shape = shapeOf(link, ground)
    const isOff = off.has(left) || off.has(right)
    return [
      html`<g class="link" data-link="${left} ${right}">
        ${half(toLeft, shape.leftPath, shape.leftFoot, isOff)}${half(toRight, shape.rightPath, shape.rightFoot, isOff)}
        <g class="note"><title>In so many virtual routers the adverts are accepted</title><rect x="${shape.middle - 24}" y="${shape.y - 8}" width="48" height="16" rx="8"/><text x="${shape.middle}" y="${shape.y + 4}">${isOff ? '' : countText(toLeft, toRight)}</text></g>
      </g>`,
    ]
  })
}

interface Foot {
  readonly x: number
  readonly y: number
}

interface Shape {
  readonly leftFoot: Foot
  readonly rightFoot: Foot
  readonly leftPath: string
  readonly rightPath: string
  readonly middle: number
  readonly y: number
}

function shapeOf({ left, right, level }: Link, { middles, top }: Ground): Shape {
  const leftFoot = { x: portOf(left, right, middles), y: top }
  const rightFoot = { x: portOf(right, left, middles), y: top }
  const y = top - FOOT - (level - 1) * RISE
  const middle = round((leftFoot.x + rightFoot.x) / 2)
  const bend = y + ROUNDING
  return {
    leftFoot,
    rightFoot,
    middle,
    y,
    leftPath: `M${middle} ${y}H${leftFoot.x + ROUNDING}Q${leftFoot.x} ${y} ${leftFoot.x} ${bend}V${top - 12}`,
    rightPath: `M${middle} ${y}H${rightFoot.x - ROUNDING}Q${rightFoot.x} ${y} ${rightFoot.x} ${bend}V${top - 12}`,
  }
}

/** From left to right: the nearest node on the left first and the farthest last, then the same mirrored. */
function portOf(node: number, other: number, middles: readonly number[]): number {
  const others = middles.map((_, index) => index).filter((index) => index !== node)
  const order = [...others.filter((one) => one < node).reverse(), ...others.filter((one) => one > node).reverse()]
  const steps = Math.max(1, order.length - 1)
  const offset = order.length === 1 ? 0 : -REACH + (2 * REACH * order.indexOf(other)) / steps
  return round((middles[node] ?? 0) + offset)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

const LETTERS = { accepted: 'a', refused: 'r', unheard: 'u' } as const

/** The line with the marks of all states, of which the style shows one. */
function half(hearing: Hearing | undefined, path: string, { x, y }: Foot, isOff: boolean): Markup {
  if (hearing === undefined) return html``
  const letters = hearing.receptions.map((one) => (one === undefined ? '-' : LETTERS[one])).join('')
  const state = isOff ? 'none' : overallState(hearing)
  return html`<g class="half" data-to="${hearing.to}" data-from="${hearing.from}" data-all="${state}" data-state="${state}" data-hear="${letters}"><path class="wire" d="${path}"/>${marksAt(x, y)}</g>`
}

/** An arrow, a cross and a ring at the end of a line that comes down to a point. */
export function marksAt(x: number, y: number): Markup {
  return html`<path class="arrow" d="M${x - 5} ${y - 11}H${x + 5}L${x} ${y - 1}Z"/><path class="cross" d="M${x - 4} ${y - 12}L${x + 4} ${y - 4}M${x + 4} ${y - 12}L${x - 4} ${y - 4}"/><circle class="ring" cx="${x}" cy="${y - 8}" r="4"/>`
}

/** How many of the virtual routers are heard, where that are not all or none. */
function countText(...hearings: readonly (Hearing | undefined)[]): string {
  const counts = hearings.flatMap((hearing) => {
    if (hearing === undefined || overallState(hearing) !== 'some') return []
    const known = hearing.receptions.filter((one) => one !== undefined)
    return [{ heard: known.filter((one) => one === 'accepted').length, all: known.length }]
  })
  const [least] = counts.sort((one, other) => one.heard - other.heard)
  return least === undefined ? '' : `${least.heard}/${least.all}`
}
