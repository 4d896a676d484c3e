import type { MarketId } from '@/lib/markets'

/** Longitude and latitude in degrees. */
export type Point = readonly [longitude: number, latitude: number]

/** From where parcels of a market set out. */
export const hubs: Readonly<Record<MarketId, Point>> = {
  GB: [0.361, 51.463],
  DE: [9.93, 53.51],
  US: [-74.17, 40.73],
  AE: [55.03, 24.98],
}

/** Towns that the bundled gazetteer knows, by country; enough for an estimate on a laptop. On AWS, places come from Amazon
 *  Location. */
const towns: Readonly<Record<string, Readonly<Record<string, Point>>>> = {
  GB: {
    london: [-0.118, 51.51],
    bristol: [-2.588, 51.454],
    edinburgh: [-3.188, 55.953],
    glasgow: [-4.252, 55.864],
    manchester: [-2.244, 53.483],
    birmingham: [-1.898, 52.486],
    leeds: [-1.549, 53.801],
    liverpool: [-2.991, 53.408],
    newcastle: [-1.613, 54.978],
    cardiff: [-3.179, 51.481],
    brighton: [-0.137, 50.822],
    norwich: [1.297, 52.631],
    exeter: [-3.531, 50.725],
    york: [-1.08, 53.959],
    aberdeen: [-2.094, 57.149],
    oxford: [-1.258, 51.752],
    cambridge: [0.122, 52.205],
    leith: [-3.17, 55.975],
  },
  DE: {
    berlin: [13.405, 52.52],
    hamburg: [9.993, 53.551],
    münchen: [11.582, 48.135],
    köln: [6.96, 50.938],
    frankfurt: [8.682, 50.11],
    stuttgart: [9.183, 48.776],
    leipzig: [12.373, 51.34],
    dresden: [13.737, 51.05],
    bremen: [8.802, 53.079],
    hannover: [9.732, 52.376],
    nürnberg: [11.077, 49.452],
  },
  US: {
    'new york': [-74.006, 40.713],
    boston: [-71.059, 42.36],
    chicago: [-87.63, 41.878],
    seattle: [-122.332, 47.606],
    'san francisco': [-122.419, 37.775],
    'los angeles': [-118.244, 34.052],
    austin: [-97.743, 30.267],
    denver: [-104.99, 39.739],
    atlanta: [-84.388, 33.749],
    portland: [-122.676, 45.523],
  },
  AE: {
    dubai: [55.271, 25.205],
    دبي: [55.271, 25.205],
    'abu dhabi': [54.377, 24.454],
    أبوظبي: [54.377, 24.454],
    sharjah: [55.412, 25.346],
    الشارقة: [55.412, 25.346],
    'al ain': [55.744, 24.207],
  },
}
/** Somewhere in the middle, for towns that nobody knows. */
const middles: Readonly<Record<string, Point>> = {
  GB: [-1.55, 52.9],
  DE: [10.2, 51.2],
  US: [-92.6, 39.1],
  AE: [55.3, 24.7],
}

/** About where an address is: its town, or the middle of its country. */
export function pointOf({ city, country }: { city: string; country: string }): Point {
  const known = towns[country]
  const wanted = city.toLowerCase()
  const name = Object.keys(known ?? {}).find((town) => wanted.includes(town))
  return (name && known?.[name]) || middles[country] || hubs.GB
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres between two points on the globe (haversine, mean radius of the earth). */
export function metresBetween([fromX, fromY]: Point, [toX, toY]: Point): number {
  const a =
    Math.sin(radians(toY - fromY) / 2) ** 2 +
    Math.cos(radians(fromY)) * Math.cos(radians(toY)) * Math.sin(radians(toX - fromX) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(a))
}

/** A point on the way between two, 0 at the beginning and 1 at the end; roads are no straight lines, so it bends a little. */
export function onTheWay([fromX, fromY]: Point, [toX, toY]: Point, share: number): Point {
  const bend = Math.sin(Math.PI * share) * 0.08
  const sway = Math.sin(share * 19) * Math.sin(Math.PI * share) * 0.012
  const [alongX, alongY] = [toX - fromX, toY - fromY]
  return [
    fromX + alongX * share - alongY * (bend + sway),
    fromY + alongY * share + alongX * (bend + sway) * 0.6,
  ]
}
