// The browser tests need Chromium and Chinese fonts; on Debian they are fetched, elsewhere named.
import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

const packages = ['chromium', 'fonts-noto-cjk', 'fontconfig']
const browsers = ['chromium', 'chromium-browser', 'google-chrome']

/** Makes sure of Chromium and Chinese fonts. The answer is what is wrong in words, or undefined. */
export async function ensureBrowser() {
  if (missing().length === 0) return undefined
  if (!succeeds('apt-get', ['--version'])) return advice('this machine has no apt-get')
  const become = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  if (become.length > 0 && !succeeds('sudo', ['-n', 'true'])) return advice('installing needs root')
  console.log(`Installing ${packages.join(', ')} for the browser tests …`)
  for (let attempt = 1; attempt <= 5 && missing().length > 0; attempt += 1) {
    // Another apt may hold the lock, or the list of packages may be old: wait, then again.
    if (attempt > 1) await sleep(attempt * 5_000)
    const apt = [
      ...become,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-q',
      '-o',
      'DPkg::Lock::Timeout=120',
    ]
    call([...apt, 'update'])
    call([...apt, 'install', '-y', '--no-install-recommends', ...packages])
  }
  return missing().length === 0 ? undefined : advice('apt-get could not install them')
}

function missing() {
  const found = []
  if (!browsers.some((name) => succeeds(name, ['--version']))) found.push('Chromium')
  const fonts = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  if (!fonts.stdout?.trim()) found.push('Chinese fonts')
  return found
}

const advice = (why) =>
  `The browser tests cannot run: ${missing().join(' and ')} missing, and ${why}. ` +
  `Install Chromium and a Chinese font, on Debian: apt-get install ${packages.join(' ')}`

const succeeds = (file, args) => spawnSync(file, args, { stdio: 'ignore' }).status === 0

function call([file, ...args]) {
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', maxBuffer: 64 << 20 })
  if (status !== 0) console.log(`${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-5).join('\n'))
}
