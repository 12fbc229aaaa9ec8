/** Elements of XML 1.0, whatever stands in their texts. */

/** An element with attributes and content that is markup already, on lines of its own. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[] = [],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
  const start = `<${name}${written.join('')}`
  return content.length === 0 ? `${start}/>` : `${start}>\n${content.join('\n')}\n</${name}>`
}

/** An element that holds a text alone. */
export function textElement(name: string, attributes: Readonly<Record<string, string | number>>, text: string): string {
  return `${element(name, attributes).slice(0, -2)}>${xmlText(text).replaceAll('&#10;', '\n')}</${name}>`
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}

/** Without characters that XML does not know. Line ends of an attribute would be read as blanks. */
function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' ')
    .replace(
      /[&<>"'\t\n\r\u007F-\u009F\p{Bidi_Control}\u200B-\u200D\u2028\u2029\u2060\uFEFF]/gu,
      (character) => `&#${character.charCodeAt(0)};`,
    )
}
