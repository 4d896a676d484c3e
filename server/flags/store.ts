import { entity } from '@/server/platform/tables/entity'
import { Flag, type FlagName } from './model'

export const flagKey = (name: FlagName) => ({ pk: `flag#${name}`, sk: 'flag' })
export const flags = entity({ table: 'flags', schema: Flag, key: (flag) => flagKey(flag.name) })
