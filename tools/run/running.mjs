import { existsSync, readFileSync, renameSync, rmSync, writeFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What other processes must know to speak to the shop's parts as one of them. */
const told = [
  'CLOUD',
  'DATA_DIR',
  'SHARED_DIR',
  'SITE_URL',
  'DOOR_URL',
  'MAILBOX_URL',
  'WEB_INTERNAL_URL',
  'EDGE_ADMIN_URL',
  'APP_TIER_PORT',
  'INTERNAL_SECRET',
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'COGNITO_USER_POOL_ID',
  'COGNITO_CLIENT_ID',
  'COGNITO_PUBLIC_ENDPOINT',
  'COGNITO_JWKS_URL',
]
const isTold = (name) => told.includes(name) || name.startsWith('AWS_ENDPOINT_URL_')
const file = (dataDirectory) => join(dataDirectory, 'shop.json')

/** Tells in the data directory which process runs a shop on it, and how it is reached.
 *  @param {{ dataDirectory: string, starts: number, env: Record<string, string | undefined> }} shop */
export function tellRunning({ dataDirectory, starts, env }) {
  const settings = Object.fromEntries(Object.entries(env).filter(([name]) => isTold(name)))
  const text = JSON.stringify({ pid: process.pid, starts, env: settings }, null, 2)
  writeFileSync(`${file(dataDirectory)}.new`, text, { mode: 0o600 })
  renameSync(`${file(dataDirectory)}.new`, file(dataDirectory))
}

export const tellStopped = (dataDirectory) => rmSync(file(dataDirectory), { force: true })

/** The shop that runs on a data directory, or nothing.
 *  @returns {{ pid: number, starts: number, env: Record<string, string> } | undefined} */
export function findRunning(dataDirectory) {
  if (!existsSync(file(dataDirectory))) return undefined
  const shop = JSON.parse(readFileSync(file(dataDirectory), 'utf8'))
  try {
    process.kill(shop.pid, 0)
    return shop
  } catch {
    return undefined // it was killed, and its file is what is left
  }
}

/** Removes everything that a shop has kept, except its secrets. Only in a directory that is a shop's. */
export function forgetData(dataDirectory) {
  if (!existsSync(join(dataDirectory, 'secrets.json'))) throw new Error(`${dataDirectory} is no shop's data.`)
  for (const name of readdirSync(dataDirectory)) {
    if (name === 'secrets.json' || name.startsWith('shop.json')) continue
    rmSync(join(dataDirectory, name), { recursive: true, force: true })
  }
}
