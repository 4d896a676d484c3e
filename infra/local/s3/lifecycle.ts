import type { Service } from './call'
import type { VersionRow } from './schema'

export class Lifecycle {
  constructor(readonly service: Service) {}
  catchUp(): void {}
  close(): void {}
}

export function expirationHeader(_service: Service, _row: VersionRow): string | undefined {
  return undefined
}
