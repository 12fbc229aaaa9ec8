/** What reads settings files and helps to write them: run only where there is one, because of the packages that it needs. */
import { settingsCompletions } from '../service/settings/settings-completions.ts'
import { settingsHover } from '../service/settings/settings-hover.ts'
import { ignoredBy } from '../settings/ignored.ts'
import { readSettings } from '../settings/read.ts'

export const settingsParts = { ignoredBy, readSettings, settingsCompletions, settingsHover }
