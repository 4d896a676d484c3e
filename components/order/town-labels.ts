import { type Map as MapLibre, Marker, type PointLike } from 'maplibre-gl'
import type { Market } from '@/lib/markets'

/** A town as `tools/map.mjs` writes it; of rank 1 are those that are named first. */
type Town = { rank: number; at: [number, number] } & Readonly<Record<Market['language'], string>>

interface Label {
  town: Town
  element: HTMLElement
}
interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** From which zoom on towns of each rank are named. */
const zoomFor = [0, 0, 3.4, 5] as const
/** Pixels that are kept free around names, and around the parcel and where it goes. */
const gap = 4
const reserve = 16

/** Names the towns of a market on its map: text of the page, so every script is set as everywhere in the shop. Where two names would
 *  touch, the lesser town's is left out. @param free places at which no name may stand */
export async function nameTowns(
  map: MapLibre,
  market: string,
  language: Market['language'],
  free: () => readonly [number, number][],
): Promise<() => void> {
  const answer = await fetch(`/map/${market}-towns.json`)
  if (!answer.ok) return () => {}
  const towns = (await answer.json()) as Town[] // a file of ours
  const labels = towns.toSorted((a, b) => a.rank - b.rank).map((town) => label(map, town, language))
  const arrange = () => {
    const taken = free().map((point) => around(map.project(point)))
    for (const { town, element } of labels) {
      const { x, y } = map.project(town.at)
      const box = {
        left: x - gap,
        top: y - element.offsetHeight / 2 - gap,
        right: x + element.offsetWidth + gap,
        bottom: y + element.offsetHeight / 2 + gap,
      }
      const shown = map.getZoom() >= (zoomFor[town.rank] ?? 0) && !taken.some((other) => touch(box, other))
      element.classList.toggle('is-hidden', !shown)
      if (shown) taken.push(box)
    }
  }
  map.on('moveend', arrange)
  map.on('resize', arrange)
  arrange()
  return arrange
}

function label(map: MapLibre, town: Town, language: Market['language']): Label {
  const element = document.createElement('span')
  element.className = 'map-town'
  element.setAttribute('aria-hidden', 'true')
  const name = document.createElement('bdi')
  name.lang = language
  name.textContent = town[language]
  element.append(name)
  const offset: PointLike = [-2.5, 0]
  new Marker({ element, anchor: 'left', offset }).setLngLat(town.at).addTo(map)
  return { town, element }
}

const around = ({ x, y }: { x: number; y: number }): Box => ({
  left: x - reserve,
  top: y - reserve,
  right: x + reserve,
  bottom: y + reserve,
})

const touch = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
