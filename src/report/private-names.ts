import { isIPv6 } from 'node:net'
import type { PrivateKind, PrivatePart } from './private-part.js'

const part = (
  kind: PrivateKind,
  sign: RegExp,
  pattern: RegExp,
  examples: readonly string[],
  more: Pick<PrivatePart, 'accept' | 'learn'> = {},
): PrivatePart => ({ kind, sign, pattern, examples, ...more })

/** Ends of host names; those that are ends of file names, too (py, sh, md, rs), only where the name has a dot more. */
const GENERIC =
  'com|org|net|edu|gov|mil|int|info|biz|dev|app|cloud|online|site|tech|internal|intranet|private|local|localdomain|lan|corp|home|arpa|invalid|example|test'
const COUNTRY =
  'ac|ae|ar|at|au|be|bg|br|ca|ch|cl|cn|co|cz|de|dk|ee|es|eu|fi|fr|gr|hk|hr|hu|ie|il|in|io|ir|is|it|jp|kr|lt|lu|lv|mx|my|nl|no|nz|pl|pt|ro|ru|se|sg|si|sk|th|tr|tw|ua|uk|us|vn|za'

/** What systemd and compilers write with an @, which is nobody's. */
const UNIT = /@(?:plt$|GLIBC|@)|\.(?:service|slice|scope|socket|timer|mount|device|target)$/i
/** Addresses of every machine. */
const EVERYWHERE = /^(?:127\.0\.0\.\d+|0\.0\.0\.0|255\.255\.\d+\.\d+|::|::1)$/

/** In this order: a mail address before the host in it. */
export const NAMES: readonly PrivatePart[] = [
  part(
    'mail',
    /@/,
    /(?<![\w.@+-])[\w.+-]{1,64}@[A-Za-z0-9][\w-]{0,62}(?:\.[\w-]{1,63}){0,8}(?![\w@])/g,
    ['ask «alice@example.org».', '(«builder@buildhost»)', 'git clone «git@forge»:x'],
    { accept: (found) => !UNIT.test(found) },
  ),
  part(
    'users',
    /home|Users|media/,
    /(?<keep>(?<![\w.])(?:\/(?:var|export|usr)?\/?home\/|\/Users\/|\\{1,2}Users\\{1,2}|\/run\/media\/))(?!\()[^\s/\\"'`,;:()<>]{1,128}/g,
    [
      '/home/«alice»/x',
      '/var/home/«alice»/x',
      '/export/home/«alice»',
      '/Users/«bob»:x',
      'C:\\Users\\«bob»\\x',
    ],
    { learn: true },
  ),
  part('users', /root/, /(?<keep>(?<![\w.)-])\/)root(?=[/\s"'`,;:)…]|$)/g, ['cd /«root»/x', '/«root»']),
  part('users', /~/, /(?<keep>(?<![\w/])~)[a-z_][a-z0-9_-]{1,31}(?<end>\/)/g, ['~«alice»/x']),
  part(
    'users',
    /user|logname|login|uid=/i,
    /(?<keep>\b(?:(?:sudo_|pg|mysql_|db_)?user(?:name)?|logname|login)\\?["']?\s{0,4}=\s{0,4}\\?["']?|\busername\\?["']?\s{0,4}:\s{0,4}\\?["']?|\bsession (?:opened|closed) for user |\buid=\d{1,10}\(|--user(?:name)?[ =])(?!\()[a-z_][\w.-]{1,63}/gi,
    [
      'SUDO_USER=«alice»',
      'username: «alice»',
      'session opened for user «alice»',
      'uid=1000(«alice»)',
      'PGUSER=«alice»',
    ],
    { learn: true },
  ),
  part(
    'ids',
    /[0-9a-f]{8}/i,
    /(?<![0-9a-z])(?:[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![0-9a-z])/gi,
    ['id «0123456789abcdef0123456789abcdef»', 'UUID=«12345678-1234-1234-1234-123456789ABC»'],
  ),
  part(
    'ids',
    /wwn|eui|by-id|serial|tag/i,
    /(?<keep>\b(?:wwn-0x|eui\.|naa\.)|\/by-id\/(?:[a-z]{2,8}-)?|\b(?:serial(?:[ _-]?(?:number|no))?|(?:asset|service)[ _-]tag)\s{0,4}[:=]\s{0,4})(?!\(|[a-z]{2,8}-\()[\w.:-]{4,128}/gi,
    ['wwn-0x«5000c500155aa1cc»', '/dev/disk/by-id/ata-«ACME_SSD_S3Z2NB0K»', 'Serial Number: «S3Z2NB0K»'],
  ),
  part(
    'ids',
    /[0-9a-f]{2}[:-][0-9a-f]{2}/i,
    /(?<![0-9a-z])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![0-9a-z:])|(?<![0-9a-z-])(?:[0-9a-f]{2}-){5}[0-9a-f]{2}(?![0-9a-z-])/gi,
    ['from «52:54:00:12:34:56» at', '«52-54-00-AB-CD-EF»'],
  ),
  part(
    'addresses',
    /\d\.\d/,
    /(?<![0-9A-Za-z.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w+-]|\.\d)/g,
    ['at «10.1.2.3»:5432', '«192.168.0.17»/24', 'peer=«172.16.5.4».'],
    { accept: (found) => !EVERYWHERE.test(found) },
  ),
  part(
    'addresses',
    /:[0-9a-f:]*:/i,
    /(?<![0-9A-Za-z:.])[0-9a-f:]{2,39}(?![\w:])/gi,
    ['at [«2001:db8::17»]:80', '«fe80::5054:ff:fe12:3456»%eth0', '«2001:db8:1:2:3:4:5:6»'],
    { accept: (found) => isIPv6(found) && !EVERYWHERE.test(found) },
  ),
  part(
    'hosts',
    /\.[a-z]/i,
    new RegExp(
      String.raw`(?<![\w.@-])(?:[a-z0-9_](?:[a-z0-9_-]{0,62}[a-z0-9_])?\.){1,8}(?:${GENERIC})(?![\w-]|\.\w)|(?<![\w./@-])(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){2,8}(?:${COUNTRY})(?![\w-]|\.\w)`,
      'gi',
    ),
    [
      'on «db1.prod.example.com»',
      '/srv/«db_1.example.net»/x',
      '«build.corp.example.internal»:80',
      '«node7.cluster.local».',
      '«www.uni-x.ac.uk»',
    ],
    { learn: true },
  ),
  part(
    'hosts',
    /:\/\//,
    /(?<keep>:\/\/(?:\(withheld\)@)?)(?![(/])[\w.-]{1,253}/g,
    ['http://«buildhost»:8080/x', 'nfs://«nas»/x'],
    { learn: true },
  ),
  part(
    'hosts',
    /host|node|server/i,
    /(?<keep>\b(?:(?:pg)?host(?:name)?|nodename|server(?:name)?)\\?["']?\s{0,4}=\s{0,4}\\?["']?|\b(?:hostname|nodename|servername)\\?["']?\s{0,4}:\s{0,4}\\?["']?|--host(?:name)?[ =])(?!\()[a-z][\w.-]{1,252}/gi,
    ['nodename: «buildhost»', 'host=«db1» port', 'PGHOST=«db1»', '"hostname":"«db1»"'],
    { learn: true },
  ),
  part(
    'hosts',
    /\d:\d\d:\d\d/,
    /(?<keep>(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.,:+-]{0,20}Z?) )(?!\()[A-Za-z][\w.-]{0,252}(?<end> [\w./-]{1,64}(?:\[\d{1,10}\])?:)/g,
    ['Nov 12 10:00:00 «buildhost» kernel: x', '2026-11-12T10:00:00.5+01:00 «buildhost» sshd[1]: x'],
    { learn: true },
  ),
  part('kernel-addresses', /ffff/i, /(?<![0-9a-z])(?:0x)?ffff[0-9a-f]{12}(?![0-9a-z])/gi, [
    'RIP: «ffffffff81234567» and',
    '«0xffff888012345678»',
    'at «FFFF888012345678»',
  ]),
]
