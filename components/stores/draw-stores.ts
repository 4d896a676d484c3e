import { LngLatBounds, Map as MapLibre, Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import '@/components/order/map.css'
import { mapStyle } from '@/components/order/map-style'
import { nameTowns } from '@/components/order/town-labels'
import type { Market } from '@/lib/markets'

interface Place {
  readonly slug: string
  readonly name: string
  readonly at: [number, number]
}

/** Draws the stores of a market on its map; each mark leads to what is said of it. Loaded only where there is one to draw.
 *  @returns takes the map away */
export function drawStores(
  container: HTMLElement,
  market: string,
  language: Market['language'],
  places: readonly Place[],
  [zoomIn, zoomOut]: [string, string],
): () => void {
  setWorkerUrl('/map/worker.mjs')
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const theme = () => (dark.matches ? 'dark' : 'light')
  const bounds = new LngLatBounds()
  for (const { at } of places) bounds.extend(at)
  const map = new MapLibre({
    container,
    style: mapStyle(market, theme()),
    bounds,
    fitBoundsOptions: { padding: 64, maxZoom: 7 },
    attributionControl: { compact: true },
    scrollZoom: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 11,
    minZoom: 2,
    locale: { 'NavigationControl.ZoomIn': zoomIn, 'NavigationControl.ZoomOut': zoomOut },
  })
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  for (const place of places) new Marker({ element: mark(place) }).setLngLat(place.at).addTo(map)
  const repaint = () => map.setStyle(mapStyle(market, theme()))
  dark.addEventListener('change', repaint)
  map.once('style.load', () => nameTowns(map, market, language, () => places.map(({ at }) => at)))
  return () => {
    dark.removeEventListener('change', repaint)
    map.remove()
  }
}

function mark({ slug, name }: Place): HTMLElement {
  const link = document.createElement('a')
  link.href = `#${slug}`
  link.className = 'map-store'
  link.setAttribute('aria-label', name)
  link.title = name
  return link
}
