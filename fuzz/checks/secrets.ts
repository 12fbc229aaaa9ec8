/** No output holds a password of the text. */
import { holds } from '../failure.ts'

/**
 * What keepalived takes for a password wherever it reads the line, found without the help of what masks them: long enough
 * not to be a part of something else by chance, and nowhere else in the texts.
 */
export function passwordsIn(texts: readonly string[]): string[] {
  const all = texts.join('\n')
  const found = new Set(Array.from(all.matchAll(PASSWORD), ([, password = '']) => password))
  const elsewhere = all.replace(PASSWORD, (line, password: string) => line.replace(password, ''))
  return [...found].filter((password) => MARKED.test(password) && !elsewhere.includes(password))
}

const PASSWORD = /^[ \t]*(?:auth_pass|password)[ \t]+([A-Za-z0-9]{6,})[ \t]*$/gm

/** Letters and digits, so that it is no word of a message. */
const MARKED = /[A-Za-z]\w*\d|\d\w*[A-Za-z]/

export function checkSecrets(passwords: readonly string[], output: string, where: string): void {
  const shown = passwords.find((password) => output.includes(password))
  holds(`${where} shows no password`, shown === undefined, () => {
    const at = output.indexOf(shown ?? '')
    return output.slice(Math.max(0, at - 200), at + 100)
  })
}
