import type { IncomingMessage } from 'node:http'
import { s3Error } from './errors'

/** What a request is about. */
export interface Target {
  bucket: string
  key: string
  query: ReadonlyMap<string, string>
  headers: ReadonlyMap<string, string>
}

/** `bucket.localhost`, `bucket.s3.localhost`, `bucket.s3.us-east-1.localhost`; plain `localhost` is path style. */
const VIRTUAL_HOST = /^(.+?)(?:\.s3(?:[.-][a-z0-9-]+)?)?\.localhost$/

/** Reads path-style and virtual-host-style addresses. @throws InvalidURI */
export function readTarget(request: IncomingMessage): Target {
  const [rawPath = '/', rawQuery = ''] = splitOnce(request.url ?? '/', '?')
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  const virtual = VIRTUAL_HOST.exec(host)?.[1]
  const path = decode(rawPath.replace(/^\//, ''))
  const named = virtual !== undefined && virtual !== 's3' ? [virtual, path] : splitOnce(path, '/')
  const [bucket = '', key = ''] = named
  // SQLite's text ends at a NUL, so no key can hold one here.
  if (key.includes('\0')) throw s3Error('InvalidURI')
  return { bucket, key, query: readQuery(rawQuery), headers: readHeaders(request) }
}

function splitOnce(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}

function readQuery(raw: string): Map<string, string> {
  const query = new Map<string, string>()
  for (const pair of raw.split('&')) {
    if (!pair) continue
    const [name, value] = splitOnce(pair, '=')
    query.set(decode(name), decode(value.replaceAll('+', ' ')))
  }
  return query
}

function readHeaders(request: IncomingMessage): Map<string, string> {
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(',') : value)
  }
  return headers
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw s3Error('InvalidURI')
  }
}
