import type { MarketId } from '@/lib/markets'

/** The warehouse that sends to every market. */
export const warehouse = 'tilbury'

/** From where orders of a market are sent, the first choice first. */
export const fulfilmentLocations: Readonly<Record<MarketId, readonly string[]>> = {
  GB: [warehouse, 'london', 'bristol', 'edinburgh'],
  DE: [warehouse, 'hamburg', 'berlin'],
  US: [warehouse, 'new-york'],
  AE: [warehouse, 'dubai'],
}
