// `node tools/map.mjs`: cuts the land and borders around each market out of Natural Earth's public-domain data (by `world-atlas`) into
// `public/map/<market>.json`, for maps that need nobody's tiles, and writes the towns that each map names beside it. Run it again when
// the data, the towns or the cuts change.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { feature, mesh } from 'topojson-client'
import { towns } from './map/towns.mjs'
import { root } from './run/root.mjs'

const require = createRequire(import.meta.url)
const read = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}.json`), 'utf8'))
const fine = { land: read('land-10m'), countries: read('countries-10m') }
const coarse = { land: read('land-50m'), countries: read('countries-50m') }

/** West, south, east, north of what each map shows, with room to move. */
const cuts = {
  GB: { box: [-13, 48, 8, 61.5], from: fine },
  DE: { box: [3, 45.5, 18, 56.5], from: fine },
  US: { box: [-128, 22, -64, 51], from: coarse },
  AE: { box: [49, 21, 60, 28], from: fine },
}

const inside = {
  west: { keeps: ([x], [w]) => x >= w, at: 0, edge: 0 },
  south: { keeps: ([, y], [, s]) => y >= s, at: 1, edge: 1 },
  east: { keeps: ([x], [, , e]) => x <= e, at: 0, edge: 2 },
  north: { keeps: ([, y], [, , , n]) => y <= n, at: 1, edge: 3 },
}

/** Where the way from one point to another crosses an edge of the box. */
function crossing(a, b, { at, edge }, box) {
  const share = (box[edge] - a[at]) / (b[at] - a[at])
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
}

/** The part of a ring within the box (Sutherland and Hodgman). */
function clippedRing(ring, box) {
  let points = ring
  for (const side of Object.values(inside)) {
    const from = points
    points = []
    for (const [index, point] of from.entries()) {
      const before = from[(index + from.length - 1) % from.length]
      const [is, was] = [side.keeps(point, box), side.keeps(before, box)]
      if (is !== was) points.push(crossing(before, point, side, box))
      if (is) points.push(point)
    }
  }
  return points.length > 2 ? [...points, points[0]] : []
}

/** The parts of a line within the box: whole stretches between points that are. */
function clippedLine(line, box) {
  const parts = [[]]
  for (const point of line) {
    if (Object.values(inside).every((side) => side.keeps(point, box))) parts.at(-1).push(point)
    else if (parts.at(-1).length > 0) parts.push([])
  }
  return parts.filter((part) => part.length > 1)
}

/** All around the box. */
const frame = ([west, south, east, north]) => [
  [west, south],
  [west, north],
  [east, north],
  [east, south],
  [west, south],
]

const rounded = (points) => points.map(([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000])
const thinned = (points) =>
  points.filter((point, index) => index === 0 || String(point) !== String(points[index - 1]))

mkdirSync(join(root, 'public', 'map'), { recursive: true })
for (const [market, { box, from }] of Object.entries(cuts)) {
  const land = feature(from.land, from.land.objects.land)
  const polygons = land.features
    .flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
    .map((rings) =>
      rings.map((ring) => thinned(rounded(clippedRing(ring, box)))).filter((ring) => ring.length > 3),
    )
    .filter((rings) => rings.length > 0)
  const borders = mesh(from.countries, from.countries.objects.countries, (a, b) => a !== b)
  const lines = borders.coordinates
    .flatMap((line) => clippedLine(line, box))
    .map((line) => thinned(rounded(line)))
  const shape = (kind, type, coordinates) => ({
    type: 'Feature',
    properties: { kind },
    geometry: { type, coordinates },
  })
  const collection = {
    type: 'FeatureCollection',
    features: [
      shape('land', 'MultiPolygon', polygons),
      shape('border', 'MultiLineString', lines),
      shape('cut', 'LineString', frame(box)),
    ],
  }
  writeFileSync(join(root, 'public', 'map', `${market}.json`), `${JSON.stringify(collection)}\n`)
  const named = towns[market].map(([rank, x, y, en, de, ar]) => ({ rank, at: [x, y], en, de: de || en, ar }))
  writeFileSync(join(root, 'public', 'map', `${market}-towns.json`), `${JSON.stringify(named)}\n`)
}
