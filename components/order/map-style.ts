import type { StyleSpecification } from 'maplibre-gl'

const palettes = {
  light: { sea: '#dde1e8', land: '#fbfaf7', border: '#cfc7b9', way: '#2a3bd0' },
  dark: { sea: '#171a21', land: '#2b2824', border: '#4a453d', way: '#aab6ff' },
} as const

const nothing = { type: 'FeatureCollection', features: [] } as const

/** A map of one market out of our own files: land, borders, and the way of a parcel. No tiles and no fonts of anybody's. */
export function mapStyle(market: string, theme: keyof typeof palettes): StyleSpecification {
  const { sea, land, border, way } = palettes[theme]
  return {
    version: 8,
    sources: {
      world: { type: 'geojson', data: `/map/${market}.json`, attribution: 'Natural Earth' },
      way: { type: 'geojson', data: { ...nothing, features: [] } },
      road: { type: 'geojson', data: { ...nothing, features: [] } },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': sea } },
      {
        id: 'land',
        type: 'fill',
        source: 'world',
        filter: ['==', ['get', 'kind'], 'land'],
        paint: { 'fill-color': land },
      },
      {
        id: 'coast',
        type: 'line',
        source: 'world',
        paint: { 'line-color': border, 'line-width': 1 },
      },
      // Where the data end there is no coast, though the land has an edge.
      {
        id: 'cut',
        type: 'line',
        source: 'world',
        filter: ['==', ['get', 'kind'], 'cut'],
        paint: { 'line-color': sea, 'line-width': 3 },
      },
      {
        id: 'road',
        type: 'line',
        source: 'road',
        layout: { 'line-cap': 'round' },
        paint: { 'line-color': way, 'line-width': 2, 'line-dasharray': [0.1, 2.4], 'line-opacity': 0.7 },
      },
      {
        id: 'way',
        type: 'line',
        source: 'way',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': way, 'line-width': 3.5 },
      },
    ],
  }
}
