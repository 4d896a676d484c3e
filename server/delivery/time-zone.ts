import { marketById, type MarketId } from '@/lib/markets'

/** The time zone of countries that have one alone, by the tz database's names. */
const countries: Readonly<Record<string, string>> = {
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  DE: 'Europe/Berlin',
  AT: 'Europe/Vienna',
  AE: 'Asia/Dubai',
}
/** Where most people of a state live; those that are not named live on Eastern Time. */
const states: Readonly<Record<string, string>> = {
  'America/Chicago': 'AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI',
  'America/Denver': 'CO ID MT NM UT WY',
  'America/Phoenix': 'AZ',
  'America/Los_Angeles': 'CA NV OR WA',
  'America/Anchorage': 'AK',
  'Pacific/Honolulu': 'HI',
}

/** The time zone of an address; its market's where the address does not tell. */
export function timeZoneOf(
  { country, region }: { country: string; region?: string },
  market: MarketId,
): string {
  if (country !== 'US') return countries[country] ?? marketById(market).timeZone
  const found = Object.entries(states).find(([, names]) => region && names.split(' ').includes(region))
  return found?.[0] ?? 'America/New_York'
}
