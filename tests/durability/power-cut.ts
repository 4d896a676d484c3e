import { spawnSync } from 'node:child_process'
import {
  closeSync,
  ftruncateSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

const source = join(import.meta.dirname, 'power-cut.c')

/** Compiles what notes unsynced writes.
 *  @returns the library to preload, or why there is none on this machine */
export function compileRecorder(folder: string): { library: string } | { missing: string } {
  if (process.platform !== 'linux')
    return { missing: `it preloads a library, which ${process.platform} does not` }
  const library = join(folder, 'power-cut.so')
  const args = ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl', '-lpthread']
  const { status, error, stderr } = spawnSync('cc', args, { encoding: 'utf8' })
  if (error) return { missing: 'there is no C compiler (Debian: apt-get install gcc libc6-dev)' }
  return status === 0 ? { library } : { missing: `the recorder does not compile: ${stderr}` }
}

interface Entry {
  kind: string
  inode: bigint
  a: bigint
  b: bigint
  bytes: Buffer
  /** Where it stands in the journal. */
  position: bigint
}

const headLength = 29

function readJournal(path: string): Entry[] {
  const journal = readFileSync(path)
  const entries: Entry[] = []
  for (let at = 0; at + headLength <= journal.length; ) {
    const length = journal.readUInt32LE(at + 25)
    if (at + headLength + length > journal.length) break
    entries.push({
      kind: String.fromCharCode(journal[at] ?? 0),
      inode: journal.readBigUInt64LE(at + 1),
      a: journal.readBigUInt64LE(at + 9),
      b: journal.readBigUInt64LE(at + 17),
      bytes: journal.subarray(at + headLength, at + headLength + length),
      position: BigInt(at),
    })
    at += headLength + length
  }
  return entries
}

/** What no sync has put on the disk for certain, in the order of what happened. */
function unsynced(entries: readonly Entry[]): Entry[] {
  const certain = new Map<bigint, bigint>()
  for (const { kind, inode, a } of entries) {
    if (kind === 'S' && a > (certain.get(inode) ?? -1n)) certain.set(inode, a)
  }
  return entries.filter(
    ({ kind, inode, position }) => kind !== 'S' && position >= (certain.get(inode) ?? -1n),
  )
}

/** Takes back what a loss of power takes: everything unsynced, but for some that happened to reach the disk.
 *  @param root the data directory
 *  @param journal that the process wrote
 *  @param reached how many of the unsynced changes, from the first on, are there nevertheless
 *  @returns how many were taken back */
export function cutPower(root: string, journal: string, reached: (unsynced: number) => number): number {
  const lost = unsynced(readJournal(journal))
  const undone = lost.slice(reached(lost.length)).toReversed()
  for (const entry of undone) takeBack(entry, root, journal)
  // What lives in memory alone.
  for (const path of filesUnder(root)) if (path.endsWith('-shm')) rmSync(path)
  for (const name of readdirSync(dirname(journal))) {
    if (join(dirname(journal), name).startsWith(journal)) rmSync(join(dirname(journal), name))
  }
  return undone.length
}

function takeBack({ kind, inode, a, b, bytes }: Entry, root: string, journal: string): void {
  if (kind === 'C') return rmSync(bytes.toString(), { force: true })
  if (kind === 'U') return linkSync(`${journal}.backup.${b}`, bytes.toString())
  if (kind === 'R') {
    const [from = '', to = ''] = bytes.toString().split('\0')
    renameSync(to, from)
    if (a === 1n) linkSync(`${journal}.backup.${b}`, to)
    return
  }
  const path = filesUnder(root).find((file) => statSync(file, { bigint: true }).ino === inode)
  if (path === undefined) return
  const oldSize = Number(b)
  const file = openSync(path, 'r+')
  try {
    if (kind === 'T') ftruncateSync(file, Math.min(Number(a), oldSize))
    writeSync(file, bytes, 0, bytes.length, Number(a))
  } finally {
    closeSync(file)
  }
  truncateSync(path, oldSize)
}

const filesUnder = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
