/** What was begun and not finished, kept in the browser so that it goes on after a reload. */

/** Enough to know the same file again; where the browser lets pages keep hold of a file, that as well. */
export interface Unfinished {
  id: string
  purpose: string
  name: string
  size: number
  lastModified: number
  handle?: FileSystemFileHandle
}

const storeName = 'unfinished'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('quayside-uploads', 1)
    request.addEventListener('upgradeneeded', () =>
      request.result.createObjectStore(storeName, { keyPath: 'id' }),
    )
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no storage')))
  })
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const request = work(database.transaction(storeName, mode).objectStore(storeName))
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('no storage')))
    })
  } finally {
    database.close()
  }
}

export async function remember(upload: Unfinished): Promise<void> {
  await within('readwrite', (store) => store.put(upload))
}

export async function forget(id: string): Promise<void> {
  await within('readwrite', (store) => store.delete(id))
}

/** What is unfinished for a purpose, the newest first. */
export async function unfinished(purpose: string): Promise<Unfinished[]> {
  const all = await within<Unfinished[]>('readonly', (store) => store.getAll())
  return all.filter((one) => one.purpose === purpose).sort((a, b) => (a.id < b.id ? 1 : -1))
}

export const isSame = (one: Unfinished, file: File): boolean =>
  one.name === file.name && one.size === file.size && one.lastModified === file.lastModified

/** The file of an unfinished upload where the browser still lets the page read it without asking anybody. */
export async function fileAtHand({ handle, ...kept }: Unfinished): Promise<File | undefined> {
  if (!handle || (await permission(handle)) !== 'granted') return undefined
  try {
    const file = await handle.getFile()
    return isSame(kept, file) ? file : undefined
  } catch (error) {
    // The file has been moved or removed since.
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** Not in TypeScript's library: the part of the File System Access API that browsers other than Chromium lack. */
interface WithPermission {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>
}
interface WithPicker {
  showOpenFilePicker?(options: {
    types: { accept: Record<string, string[]> }[]
  }): Promise<FileSystemFileHandle[]>
}

async function permission(handle: FileSystemFileHandle & WithPermission): Promise<PermissionState> {
  return handle.queryPermission ? handle.queryPermission({ mode: 'read' }) : 'granted'
}

/** Lets somebody choose a file that the page may hold on to.
 *  @returns nothing where the browser has no such thing, `cancelled` when they chose none */
export function pickToKeep(
  accept: readonly string[],
): Promise<FileSystemFileHandle | 'cancelled'> | undefined {
  const { showOpenFilePicker }: Window & WithPicker = window
  if (!showOpenFilePicker) return undefined
  const extensions = accept.map((type): [string, string[]] => [type, [`.${type.split('/')[1] ?? ''}`]])
  return showOpenFilePicker({ types: [{ accept: Object.fromEntries(extensions) }] }).then(
    ([handle]) => handle ?? 'cancelled',
    (error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled'
      throw error
    },
  )
}
