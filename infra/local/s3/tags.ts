import { s3Error } from './errors'
import { document, element, inside, list, readDocument, text } from './xml'

const OBJECT_TAGS = 10
const tagSchema = inside({ Key: text, Value: text })
const taggingSchema = inside({ TagSet: element({ Tag: list(tagSchema) }) })

/** @throws InvalidTag, BadRequest */
export function checkTags(
  tags: { key: string; value: string }[],
  limit = OBJECT_TAGS,
): Record<string, string> {
  if (tags.length > limit) {
    throw s3Error('BadRequest', { message: `Object tags cannot be greater than ${limit}` })
  }
  const checked: Record<string, string> = {}
  for (const { key, value } of tags) {
    if (!key || [...key].length > 128) {
      throw s3Error('InvalidTag', {
        message: 'The TagKey you have provided is invalid',
        detail: { TagKey: key },
      })
    }
    if ([...value].length > 256) {
      throw s3Error('InvalidTag', {
        message: 'The TagValue you have provided is invalid',
        detail: { TagValue: value },
      })
    }
    if (key in checked) {
      throw s3Error('InvalidTag', {
        message: 'Cannot provide multiple Tags with the same key',
        detail: { TagKey: key },
      })
    }
    if (/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u.test(key + value)) {
      throw s3Error('InvalidTag', {
        message: 'The TagKey or TagValue you have provided is invalid',
        detail: { TagKey: key },
      })
    }
    checked[key] = value
  }
  return checked
}

/** Reads a `Tagging` document. @throws MalformedXML, InvalidTag */
export function readTagging(body: string, limit?: number): Record<string, string> {
  const { TagSet } = readDocument(body, 'Tagging', taggingSchema)
  return checkTags(
    TagSet.Tag.map(({ Key, Value }) => ({ key: Key, value: Value })),
    limit,
  )
}

export function taggingDocument(tags: Record<string, string>): string {
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  return document('Tagging', { TagSet: { Tag } })
}
