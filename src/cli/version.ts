/** The version of kalint, which the build takes from package.json. */
declare const KALINT_VERSION: string | undefined

export const version = typeof KALINT_VERSION === 'string' ? KALINT_VERSION : 'development'
