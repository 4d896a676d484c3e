const shapes = {
  menu: 'M3 7h18M3 12h18M3 17h12',
  close: 'm5 5 14 14M19 5 5 19',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.8-1.7L21 21',
  account: 'M12 12.5a4.25 4.25 0 1 0 0-8.5 4.25 4.25 0 0 0 0 8.5ZM4 21c.6-4 4-6 8-6s7.400 2 8 6',
  basket: 'M4 9h16l-1.6 11H5.600L4 9Zm4 0 3-6m5 6-3-6',
  heart:
    'M12 20.300C5.500 16 3 12.700 3 9.200 3 6.500 5.100 4.500 7.600 4.500c1.800 0 3.400 1 4.400 2.700 1-1.700 2.600-2.700 4.400-2.700 2.500 0 4.600 2 4.600 4.700 0 3.500-2.500 6.800-9 11.100Z',
  check: 'm4.500 12.500 5 5 10-11',
  chevron: 'm9 5 7 7-7 7',
  down: 'm5 9 7 7 7-7',
  minus: 'M5 12h14',
  plus: 'M12 5v14M5 12h14',
  filter:
    'M3 7h10m5 0h3M3 17h3m5 0h10M15.500 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Zm-7 10a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  globe:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-9-9h18M12 3c2.500 2.500 3.700 5.500 3.700 9S14.500 18.500 12 21c-2.500-2.500-3.700-5.500-3.700-9S9.500 5.500 12 3Z',
  parcel: 'M3.500 7.500 12 3l8.500 4.500v9L12 21l-8.500-4.500v-9Zm0 0L12 12m0 0 8.500-4.500M12 12v9',
  compare: 'M8 4v16m8-16v16M3 8h5M16 8h5M3 16h5m8 0h5',
  share: 'M12 15V3.5m0 0L8 7.500m4-4 4 4M5 12v8.500h14V12',
  pin: 'M12 21s7-6.200 7-11.500a7 7 0 1 0-14 0C5 14.800 12 21 12 21Zm0-9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  alert: 'M12 8v5m0 3.500v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
} as const
export type IconName = keyof typeof shapes
/** Its own keys. */
export const iconNames = Object.keys(shapes) as IconName[]

/** A line icon of 20 pixels; decoration, so a name stands beside it. `flip` turns it round in right-to-left pages. */
export function Icon({
  name,
  flip = false,
  className = '',
}: {
  name: IconName
  flip?: boolean
  className?: string
}) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={`size-5 shrink-0 ${flip ? 'rtl:-scale-x-100' : ''} ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={shapes[name]} />
    </svg>
  )
}
