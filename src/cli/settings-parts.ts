/** What is loaded only where there are settings: a bundle of its own, so that no other run has to read it. */
import { readFacts } from '../facts/read.ts'
import { clusterNames, firstSettings } from '../settings/first-settings.ts'
import { ignoredBy } from '../settings/ignored.ts'
import { readSettings } from '../settings/read.ts'

export const settingsParts = { clusterNames, firstSettings, ignoredBy, readFacts, readSettings }
