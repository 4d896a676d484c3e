import { catalogue } from '@/server/catalogue/routes'
import { bff } from '@/server/sessions/bff'

export const { GET, POST, PUT, PATCH, DELETE } = bff(catalogue)
