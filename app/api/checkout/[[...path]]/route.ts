import { checkout } from '@/server/checkout/routes'
import { bff } from '@/server/sessions/bff'

export const { GET, POST, PUT, PATCH, DELETE } = bff(checkout)
