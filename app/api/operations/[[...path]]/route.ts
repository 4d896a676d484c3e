import { operations } from '@/server/operations/routes'
import { bff } from '@/server/sessions/bff'

export const { GET, POST, PUT, PATCH, DELETE } = bff(operations)
