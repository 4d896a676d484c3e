import { GeoJSONSource, Map as MapLibre, Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import '@/components/order/map.css'
import { mapStyle } from '@/components/order/map-style'
import { nameTowns } from '@/components/order/town-labels'
import type { Market } from '@/lib/markets'
import type { Tracking } from '@/server/delivery/tracking'

type Parcel = Tracking['parcels'][number]

/** A map of the way of one parcel. */
export interface ParcelMap {
  show(parcel: Parcel): void
  close(): void
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Draws a map into an element; loaded only where there is one to draw. */
export function parcelMap(
  container: HTMLElement,
  market: string,
  first: Parcel,
  language: Market['language'],
  zoomName: [string, string],
): ParcelMap {
  setWorkerUrl('/map/worker.mjs')
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const theme = () => (dark.matches ? 'dark' : 'light')
  const [zoomIn, zoomOut] = zoomName
  const map = new MapLibre({
    container,
    style: mapStyle(market, theme()),
    bounds: boundsOf([first.from, first.to]),
    fitBoundsOptions: { padding: 56, maxZoom: 9 },
    attributionControl: { compact: true },
    cooperativeGestures: false,
    scrollZoom: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 11,
    minZoom: 2,
    locale: { 'NavigationControl.ZoomIn': zoomIn, 'NavigationControl.ZoomOut': zoomOut },
  })
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  const destination = new Marker({ element: dot('map-destination') }).setLngLat(first.to).addTo(map)
  const parcel = new Marker({ element: dot('map-parcel') })
    .setLngLat(first.trail.at(-1) ?? first.from)
    .addTo(map)
  let latest = first
  let arrange = (): void => {}

  function draw(): void {
    const at = latest.trail.at(-1) ?? latest.from
    parcel.setLngLat(at)
    destination.setLngLat(latest.to)
    line('way', [latest.from, ...latest.trail])
    line('road', [at, latest.to])
    arrange()
  }

  function line(source: string, coordinates: [number, number][]): void {
    const known = map.getSource(source)
    if (!(known instanceof GeoJSONSource)) return
    void known.setData({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } })
  }

  const repaint = () => map.setStyle(mapStyle(market, theme()))
  dark.addEventListener('change', repaint)
  map.on('style.load', draw)
  // Names wait for nothing but the map's place on the page: shapes may take longer.
  map.once('style.load', async () => {
    arrange = await nameTowns(map, market, language, () => [latest.trail.at(-1) ?? latest.from, latest.to])
  })
  return {
    show(next) {
      latest = next
      draw()
      const at = next.trail.at(-1) ?? next.from
      const options = { padding: 72, maxZoom: 9, duration: calm() ? 0 : 900 }
      map.fitBounds(boundsOf([at, next.to]), options)
    },
    close() {
      dark.removeEventListener('change', repaint)
      map.remove()
    },
  }
}

function boundsOf(points: readonly [number, number][]): [[number, number], [number, number]] {
  const [longitudes, latitudes] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [
    [Math.min(...longitudes), Math.min(...latitudes)],
    [Math.max(...longitudes), Math.max(...latitudes)],
  ]
}

function dot(name: string): HTMLElement {
  const element = document.createElement('span')
  element.className = name
  element.setAttribute('aria-hidden', 'true')
  return element
}
