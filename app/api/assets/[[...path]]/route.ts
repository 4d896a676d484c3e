import { assets } from '@/server/assets/routes'
import { bff } from '@/server/sessions/bff'

export const { GET, POST, PUT, PATCH, DELETE } = bff(assets)
