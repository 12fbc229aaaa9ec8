/** The names that the extension shares with its manifest and with the language server. */

export const LANGUAGE_ID = 'keepalived'

/** The language of the pages that show a cluster or what a node reads. */
export const REPORT_LANGUAGE_ID = 'kalint-report'

/** The settings, and the source of the diagnostics. */
export const SECTION = 'kalint'

/** Files of these names are looked into, to see whether they are configurations of keepalived or settings. */
export const CANDIDATES = '{**/*.conf,**/*.conf.*,**/*.cfg,**/*.cfg.*,**/*keepalived*,**/kalint.yaml}'

/** The settings that a team shares, in any folder. */
export const SETTINGS_FILES = '**/kalint.yaml'
