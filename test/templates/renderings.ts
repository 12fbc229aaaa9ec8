/** Templates made of configurations, and configurations made of templates, by chance with a seed. */

export type Random = () => number

/** Numbers from 0 to 1 that are the same for the same seed. */
export function random(seed: number): Random {
  let state = seed * 2_654_435_761 + 1
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** A text made of a template, and the line of the template that each of its lines comes from, counted from 1. */
export interface Rendering {
  readonly text: string
  readonly lines: readonly number[]
}

/** Renders the Jinja of a fixture, whose control tags have lines of their own; values that are not named are `x1`. */
export function rendered(template: string, values: Readonly<Record<string, string>>, chance: Random): Rendering {
  const source = template.replace(/\n$/, '').split('\n')
  const made: { readonly text: string; readonly line: number }[] = []
  const put = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const tag = /^\s*\{%-?\s*(if|for)\b/.exec(source[at] ?? '')?.[1]
      if (tag === undefined) {
        const text = (source[at] ?? '').replace(/\{\{(.*?)\}\}/g, (_, name: string) => values[name.trim()] ?? 'x1')
        made.push({ text, line: at + 1 })
        continue
      }
      const { end, parts } = structureAt(source, at)
      if (tag === 'for') {
        const turns = Math.floor(chance() * 3)
        for (let turn = 0; turn < turns; turn++) put(at + 1, end)
      } else {
        const part = parts[Math.floor(chance() * parts.length)]
        if (part !== undefined) put(part.from, part.to)
      }
      at = end
    }
  }
  put(0, source.length)
  return { text: `${made.map(({ text }) => text).join('\n')}\n`, lines: made.map(({ line }) => line) }
}

function structureAt(source: readonly string[], start: number) {
  const parts: { from: number; to: number }[] = []
  let from = start + 1
  let depth = 0
  for (let at = start + 1; at < source.length; at++) {
    const tag = /^\s*\{%-?\s*(if|for|elif|else|endif|endfor)\b/.exec(source[at] ?? '')?.[1]
    if (tag === 'if' || tag === 'for') depth++
    else if (tag?.startsWith('end') && depth > 0) depth--
    else if (tag !== undefined && depth === 0) {
      parts.push({ from, to: at })
      from = at + 1
      if (tag.startsWith('end')) return { end: at, parts }
    }
  }
  throw new Error('a structure of the fixture has no end')
}

const TAGS = {
  jinja: {
    path: 'keepalived.conf.j2',
    if: ['{% if a %}', '{%- if a.b == "x" %}', '{% if a -%}'],
    else: ['{% else %}', '{%- else %}', '{% elif b %}'],
    end: '{% endif %}',
    for: ['{% for a in b %}', '{%- for a in b | sort %}'],
    endFor: '{% endfor %}',
    value: ['{{ a }}', '{{ a.b | default("x") }}', "{{ a['b'] -}}"],
    blank: ['{# a { comment #}', '{% set a = b %}', '{% include "a.j2" %}', '{{ extra }}'],
  },
  erb: {
    path: 'keepalived.conf.erb',
    if: ['<% if @a -%>', '<%- unless @a == "x" -%>'],
    else: ['<% else -%>', '<% elsif @b %>'],
    end: '<% end -%>',
    for: ['<% @a.each do |b| -%>', '<% for b in @a %>'],
    endFor: '<% end -%>',
    value: ['<%= @a %>', '<%= @a["b"] || {} -%>'],
    blank: ["<%# don't -%>", '<% a = { "b" => 1 } -%>', '<%= scope["extra"] %>'],
  },
  go: {
    path: 'keepalived.conf.tmpl',
    if: ['{{ if .A }}', '{{- if eq .A "x" }}', '{{ with .A }}'],
    else: ['{{ else }}', '{{- else }}'],
    end: '{{ end }}',
    for: ['{{ range .A }}', '{{- range $i, $a := .B }}'],
    endFor: '{{- end }}',
    value: ['{{ .A }}', '{{ index .A "b" }}'],
    blank: ['{{/* a { comment */}}', '{{ $a := .B }}', '{{ template "extra" . }}'],
  },
} as const

/** A configuration with tags at random places: in every rendering there are its own lines, some of them twice, or some missing. */
export function branched(
  config: string,
  language: keyof typeof TAGS,
  chance: Random,
): { readonly path: string; readonly text: string } {
  const tags = TAGS[language]
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(chance() * list.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  let lines = config.replace(/\n$/, '').split('\n')
  // Every template has one tag at least.
  lines = lines.map((line) => line.replace(/router_id lb1/, `router_id ${pick(tags.value.slice(0, 2))}`))
  for (let count = 0; count < 6; count++) {
    const start = Math.floor(chance() * lines.length)
    const end = balancedEnd(lines, start)
    const inside = end === undefined ? undefined : lines.slice(start, end)
    const kind = Math.floor(chance() * 5)
    if (kind === 0) lines.splice(start, 0, pick(tags.blank))
    else if (kind === 1) lines[start] = withValue(lines[start] ?? '', pick(tags.value))
    else if (inside === undefined || end === undefined) continue
    else if (kind === 2) lines.splice(start, end - start, pick(tags.if), ...inside, tags.end)
    else if (kind === 3)
      lines.splice(start, end - start, pick(tags.if), ...inside, pick(tags.else), ...inside, tags.end)
    else lines.splice(start, end - start, pick(tags.for), ...inside, tags.endFor)
  }
  return { path: tags.path, text: `${lines.join('\n')}\n` }
}

/** Behind the line, or the block that it opens; nothing where it is a tag, or ends a block. */
function balancedEnd(lines: readonly string[], start: number): number | undefined {
  if (/\{[{%#]|<%|^\s*\}/.test(lines[start] ?? '')) return undefined
  let depth = 0
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (/(?<!\{)\{$/.test(line)) depth++
    if (/^\s*\}$/.test(line)) depth--
    if (depth === 0) return at + 1
  }
  return undefined
}

/** The last word of a line as a value, or a part of it. */
function withValue(line: string, value: string): string {
  if (/\{[{%#]|<%/.test(line)) return line
  return line.replace(
    /^(\s*\S+ )([\w./]+)((?: dev \S+)?(?: \{)?)$/,
    (_, before: string, word: string, after: string) =>
      word.length % 2 === 0 ? `${before}${value}${after}` : `${before}${word.slice(0, 2)}${value}${after}`,
  )
}
