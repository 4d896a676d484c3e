/** Outlines of things that stand on a line, for where there is no photograph. */
const outlines = {
  vase: 'M42 28h16c-1 9 2 13 8 19 9 9 12 19 12 30 0 16-8 26-14 31H36c-6-5-14-15-14-31 0-11 3-21 12-30 6-6 9-10 8-19Z',
  bowl: 'M18 66h64c0 22-11 36-24 40H42C29 102 18 88 18 66Z',
  bottle: 'M46 24h8v26c10 3 20 14 20 30 0 14-6 22-10 28H36c-4-6-10-14-10-28 0-16 10-27 20-30V24Z',
  mug: 'M28 58h36v38c0 7-4 12-10 12H38c-6 0-10-5-10-12V58Zm36 8h6c8 0 12 5 12 12s-5 12-13 12h-5',
  lamp: 'M34 30h32l12 34H22l12-34Zm16 34v40m-16 4h32',
  planter: 'M22 52h56l-7 56H29l-7-56Zm-4-10h64v10H18V42Z',
} as const

/** A parcel that stands on the line: its front, its lid and side, and the tape around it. */
const parcel = (width: number, height: number) => {
  const [left, top, depth] = [(92 - width) / 2, 108 - height, 8]
  const tape = left + width / 2 - 3
  return (
    `M${left} ${top}h${width}v${height}H${left}Z` +
    `l${depth}-${depth}h${width}l-${depth} ${depth}m0 ${height}l${depth}-${depth}v-${height}` +
    `M${tape} ${top}l${depth}-${depth}m6 0l-${depth} ${depth}v9h-6v-9`
  )
}

/** For whatever the words say nothing about. */
const parcels = [parcel(46, 46), parcel(34, 68), parcel(62, 26), parcel(56, 38)]

/** Words of categories that say which outline fits. */
const kinds: readonly (readonly [RegExp, keyof typeof outlines])[] = [
  [/lamp|light|lantern|candle/, 'lamp'],
  [/mug|cup|glass|tumbler/, 'mug'],
  [/bowl|plate|tray|dish/, 'bowl'],
  [/planter|pot|stool|table|box|shel/, 'planter'],
  [/bottle|carafe|jug/, 'bottle'],
  [/vase|jar|clock/, 'vase'],
]

function outlineFor(seed: string): string {
  const kind = kinds.find(([words]) => words.test(seed))
  if (kind) return outlines[kind[1]]
  let sum = 0
  for (const character of seed) sum = (sum * 31 + character.charCodeAt(0)) % 9973
  return parcels[sum % parcels.length] ?? outlines.vase
}

/** A drawing in place of a photograph: always the same one for the same thing.
 *  @param seed its id, or words that say what it is */
export function Drawn({ seed, className = '' }: { seed: string; className?: string }) {
  return (
    <svg
      viewBox="0 0 100 125"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className={`size-full bg-sunk text-control ${className}`}
    >
      <path d={outlineFor(seed)} fill="none" stroke="currentColor" strokeWidth=".7" strokeLinejoin="round" />
      <path d="M-400 108.4H500" stroke="currentColor" strokeWidth=".5" opacity=".7" />
    </svg>
  )
}
