/** Argument shapes that several directive tables share. */
import { opt, seq } from '../arguments.ts'
import { command, group, user } from '../values.ts'

/** A command with the account that runs it: the words after the command are user and group, not arguments. */
export const script = seq(command, opt(seq(user, opt(group))))

/** The longest delay, in seconds: microseconds in an unsigned 64-bit number (lib/parser.h:44). */
export const TIMER_MAX_SECONDS = 18_446_744_073_709
