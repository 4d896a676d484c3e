import { type Call, type Reply, xmlReply } from './call'
import { causeOf } from './cause'
import { requireVersion, versionHeaders } from './find'
import { receiveText } from './receive'
import { attributesOf } from './schema'
import { readTagging, taggingDocument } from './tags'

export function getObjectTagging(call: Call): Reply {
  const row = requireVersion(call)
  return xmlReply(taggingDocument(attributesOf(row).tags), versionHeaders(row))
}

export async function putObjectTagging(call: Call): Promise<Reply> {
  return setTags(call, readTagging(await receiveText(call, 64 * 1024)), 200)
}

export function deleteObjectTagging(call: Call): Promise<Reply> {
  return setTags(call, {}, 204)
}

async function setTags(call: Call, tags: Record<string, string>, status: number): Promise<Reply> {
  const row = await call.store.write(() => {
    const found = requireVersion(call)
    call.store.updateVersion({ ...found, attributes: JSON.stringify({ ...attributesOf(found), tags }) })
    const type = status === 204 ? 'Object Tags Deleted' : 'Object Tags Added'
    call.outbox.add(type, found, causeOf(call, call.operation))
    return found
  })
  return { status, headers: versionHeaders(row) }
}
