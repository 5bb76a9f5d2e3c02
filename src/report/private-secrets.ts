import type { PrivatePart } from './private-part.js'

/** A value after a name or an option: quoted, or up to the next space or mark; not what stands for one already. */
const VALUE = String.raw`(?!\(|\\?["']?\s*(?:$|\())(?:\\?"[^"\\]{1,4096}\\?"|\\?'[^'\\]{1,4096}\\?'|[^\s"'\`&<>]{1,4096})`
const WORDS = 'passw(?:or)?ds?|passphrase|secret|token|credentials?'
const KEYS = '(?:api|access|secret|private|encryption|signing|ssh|master|account|session|auth)[-_]?key'

const secret = (sign: RegExp, pattern: string | RegExp, examples: readonly string[]): PrivatePart => ({
  kind: 'secrets',
  sign,
  pattern: typeof pattern === 'string' ? new RegExp(pattern, 'gi') : pattern,
  examples,
})

/** In this order: what is longest comes first. */
export const SECRETS: readonly PrivatePart[] = [
  secret(
    /PRIVATE KEY/,
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    [
      'x «-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n-----END OPENSSH PRIVATE KEY-----» y',
      'x «-----BEGIN RSA PRIVATE KEY-----\nMIIEow…»',
      '«-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQ»',
    ],
  ),
  secret(
    /[A-Za-z0-9]{4}/,
    /(?<![A-Za-z0-9])(?:gh[opsur]_[A-Za-z0-9]{4,255}|github_pat_\w{4,255}|glpat-[\w-]{4,255}|(?:AKIA|ASIA|AGPA|AIDA|AROA)[0-9A-Z]{4,64}|xox[abeprs]-[\w-]{4,255}|sk[-_](?:live_|test_|proj-|ant-)?[\w-]{16,255}|AIza[\w-]{10,64}|ya29\.[\w-]{4,512}|npm_[A-Za-z0-9]{10,64}|pypi-[\w-]{10,512}|hf_[A-Za-z0-9]{10,64}|SG\.[\w-]{6,64}\.[\w-]{6,128}|dop_v1_[0-9a-f]{8,64}|eyJ[\w-]{4,4096}\.[\w-]{2,4096}(?:\.[\w-]{0,4096})?)/g,
    [
      'as «ghp_16C7e42F292c6912E7710c838347Ae178B4a»',
      '«github_pat_11ABCDEFG0abcdefghij»',
      'key «AKIAIOSFODNN7EXAMPLE».',
      '«xoxb-2345678901-abcdef»',
      '«glpat-abcdefghij0123456789»',
      '«sk_live_4eC39HqLyjWDarjtT1zdp7dc»',
      '«AIzaSyA-1234567890abcdef»',
      '«npm_abcdefghijklmnop1234»',
      'jwt «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w»',
    ],
  ),
  secret(
    /bearer|authorization/i,
    String.raw`(?<keep>\bbearer\s{1,8}|\bauthorization\\?["']?\s{0,8}[:=]\s{0,8}\\?["']?(?:(?:basic|bearer|digest|token|negotiate)\s{1,8})?)(?!\(|bearer\s)[\w~+/.=-]{6,4096}`,
    ['Authorization: Bearer «abc.DEF-123»', 'bearer «0123456789»', 'authorization: Basic «dXNlcjpwYXNz»'],
  ),
  secret(/:\/\/.{0,600}@/, String.raw`(?<keep>:\/\/)(?!\()[^\s/@"'\`]{1,600}(?<end>@)`, [
    'postgres://«alice:hunter2»@/x',
    'ssh://«deploy»@/x',
    'redis://«:pw»@/0',
  ]),
  secret(
    /=|:/,
    String.raw`(?<keep>(?:${WORDS}|${KEYS}|[-_]pass|[-_]pwd|\bpass|\bpwd|[-_]auth|passcode)[\w-]{0,32}\\?["']?\s{0,8}=\s{0,8})${VALUE}`,
    [
      'PGPASSWORD=«hunter2» psql',
      'X_TOKEN=«abc» y',
      '--password=«x»',
      'DB_PASS=«"two words"»',
      'MYSQL_PWD=«hunter2»',
      'AWS_SECRET_ACCESS_KEY=«wJalrXUtn/FEMI»',
      'api-key=«x»',
      'a=1&access_token=«x»&b',
      "password=«'it, too'»",
      'password=«a,b;c\\d»',
    ],
  ),
  secret(/:/, String.raw`(?<keep>(?:${WORDS}|${KEYS}|passcode)[\w-]{0,32}\\?["']?\s{0,8}:\s{0,8})${VALUE}`, [
    'password: «x»',
    '{"token":«"abc"», "n": 1}',
    '{"api_key": «"abc"»}',
    String.raw`{\"token\":«\"abc\"»}`,
    'Secret: «x»',
  ]),
  secret(
    /-/,
    String.raw`(?<keep>(?<![\w-])--?[\w-]{0,40}?(?:${WORDS}|${KEYS}|passcode)\s{1,8})(?!-)${VALUE}`,
    ['run --password «x» y', 'run --api-key «x»', "run --db-password «'two words'»", 'java -token «x»'],
  ),
  secret(
    /-p|\/p:/i,
    /(?<keep>\b(?:mysql\w{0,20}|mariadb\w{0,20}|sshpass|7z[ar]?|unzip|zip|rar|sqlcmd|ipmitool|mongo\w{0,12}|xfreerdp)\b[^|;&\n]{0,300}?\s(?:-[pP]|\/p:))(?!\()[^\s"'`]{1,256}/g,
    [
      'mysql -u root -p«hunter2» db',
      'mariadb-dump -p«hunter2»',
      'sshpass -p«hunter2» ssh',
      '7z x -p«hunter2» a.7z',
    ],
  ),
  secret(
    /-[paAPwWu]|--user/,
    /(?<keep>\b(?:(?:sshpass|mongo\w{0,12}|(?:docker|podman)\s{1,4}login|ipmitool|sqlcmd|unzip|zip)\b[^|;&\n]{0,300}?\s-[pP]|redis-cli\b[^|;&\n]{0,300}?\s-a|ldap\w{1,12}\b[^|;&\n]{0,300}?\s-w|(?:curl|wget|lftp)\b[^|;&\n]{0,300}?\s(?:-u|--user))\s{1,8})(?![-(])[^\s"'`]{1,256}/g,
    [
      'sshpass -p «hunter2» ssh',
      'redis-cli -a «hunter2» ping',
      'ldapsearch -x -w «hunter2»',
      'curl -s -u «alice:pw»',
      'docker login -p «hunter2»',
    ],
  ),
  secret(/pass(?:in|out)?\s/, String.raw`(?<keep>\s-pass(?:in|out)?\s{1,8}pass:)(?!\()[^\s"'\`]{1,256}`, [
    'openssl rsa -passin pass:«secret» -in x',
  ]),
  secret(
    /[A-Za-z0-9+/]{40}/,
    /(?<![\w/+=.-])(?=[0-9/+a-z]{0,200}[A-Z])(?=[0-9/+A-Z]{0,200}[a-z])(?=[A-Za-z/+]{0,200}[0-9])[A-Za-z0-9][A-Za-z0-9+/]{39,4096}={0,2}(?![\w.-])/g,
    [
      'line «b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB»',
      '«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»',
    ],
  ),
]
