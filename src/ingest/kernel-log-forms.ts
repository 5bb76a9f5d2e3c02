/**
 * What stands before a message in a line of a kernel log. A front is a chain of pieces, in any order and number:
 * printk's own time and caller (kernel/printk/printk.c), what dmesg makes of them (util-linux, sys-utils/dmesg.c), the raw
 * records of /dev/kmsg (Documentation/ABI/testing/dev-kmsg), syslog (RFC 3164, RFC 5424), journalctl's short forms
 * (systemd, src/shared/logs-show.c), logread, logcat, and what mail adds.
 */
export interface FrontForm {
  id: string
  /** What it looks like. */
  example: string
  /** Characters that it may begin with. */
  begins: string
  /** Sticky; its groups are named seconds, micros or program. No part of it can match in two ways. */
  pattern: RegExp
  /** Only behind a time; `clock`: only behind a time of day that a system logger writes. */
  after?: 'time' | 'clock'
  /** Any text may begin so: it tells nothing. */
  mute?: true
  /** It is a time; `clock`: one behind which a system logger writes the name of the machine and of a program. */
  time?: 'kernel' | 'clock'
}

const DIGITS = '0123456789'
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LETTERS = `${CAPITALS}${CAPITALS.toLowerCase()}`
const CLOCK = String.raw`\d\d:\d\d:\d\d`
const DATE = String.raw`\d{4}-\d\d-\d\d`
const ZONE = String.raw`(?:Z| ?[+-]\d\d:?\d\d| [A-Z]{2,5}(?![A-Za-z]))`
const PROGRAM = String.raw`(?<program>[A-Za-z(][\w.@()+-]{0,63})`
/** A name or an address; a word with a colon behind it begins a message. */
const HOST = String.raw`[\w.:-]{1,255}(?<!:) `
const FACILITY = 'kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local[0-7]|res[0-9]'
const sticky = (source: string) => new RegExp(source, 'y')

/** Every piece, the more exact before the less: the first that matches is taken. */
export const FRONT_FORMS: readonly FrontForm[] = [
  {
    id: 'blanks',
    example: '    ',
    begins: ' \t\u00a0\u00c2',
    pattern: /(?:[ \t]|\u00c2?\u00a0)+/y,
    mute: true,
  },
  { id: 'quote', example: '> ', begins: '>|', pattern: /[>|] ?/y, mute: true },
  { id: 'priority', example: '<4>', begins: '<', pattern: /<\d{1,3}>(?:1 (?=\d{4}-))?/y },
  {
    id: 'printk-time',
    example: '[  514.682838] ',
    begins: '[',
    pattern: /\[ *(?<seconds>\d{1,12}\.\d{3,9})(?: ?< *\d{0,12}\.\d{1,9} ?>)?\] ?/y,
    time: 'kernel',
  },
  {
    id: 'printk-caller',
    example: '[  T900] ',
    begins: '[',
    pattern: /\[ *[TC]\d{1,10}\] ?/y,
  },
  {
    id: 'dmesg-ctime',
    example: '[Mon Nov 23 10:13:32 2026] ',
    begins: '[',
    pattern: sticky(
      String.raw`\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d ${CLOCK} \d{4}(?: < *\d{0,12}\.\d{1,9}>)?\] ?`,
    ),
    time: 'kernel',
  },
  {
    id: 'dmesg-reltime',
    example: '[May15 23:09] ',
    begins: '[',
    pattern: /\[[A-Z][a-z]{2} ?\d\d? \d\d:\d\d\] ?/y,
    time: 'kernel',
  },
  {
    id: 'dmesg-delta',
    example: '[<    0.000012>] ',
    begins: '[',
    pattern: /\[(?:< *\d{1,12}\.\d{1,9}>| *\+\d{1,12}\.\d{1,9})\] ?/y,
  },
  {
    id: 'bracketed-date',
    example: '[2024-05-15 23:09:00 UTC] ',
    begins: '[',
    pattern: sticky(String.raw`\[${DATE}[T ]${CLOCK}(?:[.,]\d{1,9})?${ZONE}?\] ?`),
    time: 'kernel',
  },
  {
    id: 'kmsg',
    example: '4,300,514682838,-;',
    begins: DIGITS,
    pattern: /\d{1,4},\d{1,20},(?<micros>\d{1,18}),[-c+](?:,[\w=]{1,40}){0,4};/y,
  },
  {
    id: 'dmesg-iso',
    example: '2024-05-15T23:09:00,682838+02:00 ',
    begins: DIGITS,
    pattern: sticky(String.raw`${DATE}T${CLOCK},\d{1,9}${ZONE}(?: < *\d{0,12}\.\d{1,9}>)? `),
    time: 'kernel',
  },
  {
    id: 'date',
    example: '2024-05-15T23:09:00.123456+02:00 ',
    begins: DIGITS,
    pattern: sticky(String.raw`${DATE}[T ]${CLOCK}(?:\.\d{1,9})?${ZONE}? `),
    time: 'clock',
  },
  {
    id: 'logcat',
    example: '05-15 23:09:00.123  1000  1001 I lowmemorykiller: ',
    begins: DIGITS,
    pattern: sticky(
      String.raw`(?:\d{4}-)?\d\d-\d\d ${CLOCK}\.\d{3,6} +(?:[A-Za-z]\w{0,20} +)?\d{1,10} +\d{1,10} [VDIWEF] ${PROGRAM} *: ?`,
    ),
  },
  {
    id: 'unix-time',
    example: '1715807340.682838 ',
    begins: DIGITS,
    pattern: /\d{9,11}\.\d{3,6} /y,
    time: 'clock',
  },
  {
    id: 'weekday-date',
    example: 'Wed 2024-05-15 23:09:00 CEST ',
    begins: CAPITALS,
    pattern: sticky(String.raw`[A-Z][a-z]{2} ${DATE} ${CLOCK}(?:\.\d{1,9})?${ZONE}? `),
    time: 'clock',
  },
  {
    id: 'syslog-time',
    example: 'May 15 23:09:00 ',
    begins: CAPITALS,
    pattern: sticky(
      String.raw`(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?${CLOCK}(?:\.\d{1,9})?(?: \d{4})? `,
    ),
    time: 'clock',
  },
  {
    id: 'dmesg-decoded',
    example: 'kern  :warn  : ',
    begins: LETTERS,
    pattern: sticky(`(?:${FACILITY}) *:(?:emerg|alert|crit|err|warn|notice|info|debug) *: ?`),
  },
  {
    id: 'logcat-brief',
    example: 'I/lowmemorykiller(  412): ',
    begins: 'VDIWEF',
    pattern: sticky(String.raw`[VDIWEF]\/(?<program>\w[\w.-]{0,63}) *\( *\d{1,10}\): ?`),
  },
  {
    id: 'rfc5424',
    example: 'box kernel - - - ',
    begins: `${LETTERS}${DIGITS}`,
    pattern: sticky(
      String.raw`${HOST}${PROGRAM} [\w-]{1,128} [\w-]{1,32} (?:-|\[[^\]]{0,300}\]) (?:\u00ef\u00bb\u00bf)?`,
    ),
    after: 'clock',
  },
  {
    id: 'host-and-program',
    example: 'box kernel: ',
    begins: `${LETTERS}${DIGITS}`,
    pattern: sticky(String.raw`${HOST}(?:(?:${FACILITY})\.[a-z]{3,7} )?${PROGRAM}(?:\[\d{1,10}\])?:(?: |$)`),
    after: 'clock',
  },
  {
    id: 'level-and-program',
    example: 'kern.warn kernel: ',
    begins: LETTERS,
    pattern: sticky(String.raw`(?:${FACILITY})\.[a-z]{3,7} ${PROGRAM}(?:\[\d{1,10}\])?: ?`),
    after: 'clock',
  },
  {
    // journalctl -o short-monotonic; dmesg writes neither behind the same time
    id: 'host-and-program-of-kernel-time',
    example: 'box systemd[1]: ',
    begins: `${LETTERS}${DIGITS}`,
    pattern: sticky(String.raw`${HOST}(?:kernel: ?|${PROGRAM}\[\d{1,10}\]: )`),
    after: 'time',
  },
  {
    id: 'program',
    example: 'systemd[1]: ',
    begins: LETTERS,
    pattern: sticky(String.raw`${PROGRAM}\[\d{1,10}\]: `),
  },
  { id: 'kernel', example: 'kernel: ', begins: 'k', pattern: /kernel: ?/y },
]
