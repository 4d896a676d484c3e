/** How units are written, by their one name. */
const spellings: Record<string, string> = {
  in: 'in inch inches zoll "',
  ft: "ft foot feet '",
  m: 'm meter meters metre metres',
  cm: 'cm',
  mm: 'mm',
  km: 'km',
  gb: 'gb gigabyte gigabytes go',
  tb: 'tb terabyte terabytes',
  mb: 'mb megabyte megabytes',
  kb: 'kb',
  hz: 'hz',
  khz: 'khz',
  mhz: 'mhz',
  ghz: 'ghz',
  w: 'w watt watts',
  kw: 'kw',
  v: 'v volt volts',
  va: 'va',
  kva: 'kva',
  a: 'amp amps ampere',
  mah: 'mah',
  ah: 'ah',
  wh: 'wh',
  l: 'l liter liters litre litres',
  ml: 'ml',
  kg: 'kg kilogram kilograms',
  g: 'gram grams',
  lb: 'lb lbs pound pounds',
  oz: 'oz ounce ounces',
  dpi: 'dpi',
  mp: 'mp megapixel megapixels',
  mbps: 'mbps mbit/s',
  gbps: 'gbps gbit/s',
  pcs: 'pcs pc(s) pieces',
  port: 'port ports',
  pack: 'pack packs',
  bit: 'bit bits',
  rpm: 'rpm',
  lumen: 'lumen lumens',
  core: 'core cores',
}
const nameOf = new Map(
  Object.entries(spellings).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
)

/** The one name of a unit, if the word is one. */
export const unitOf = (word: string): string | undefined => nameOf.get(word)

/** "2.50" and "2,5" are the same number, and so are "10,000" and "10000". */
export function normaliseNumber(digits: string): string {
  if (/^\d{1,3}(,\d{3})+$/.test(digits)) return digits.replaceAll(',', '')
  const decimal = digits.replace(',', '.')
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
}
