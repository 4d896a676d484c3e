const base =
  'inline-flex min-h-12 cursor-pointer items-center justify-center gap-2.5 rounded-md px-6 text-sm font-medium whitespace-nowrap transition-colors duration-200 ease-calm disabled:cursor-not-allowed aria-disabled:cursor-not-allowed'

const looks = {
  /** The one thing to do here. */
  primary: `${base} bg-accent text-on-accent hover:bg-accent-strong disabled:bg-line disabled:text-ink-3 aria-disabled:bg-line aria-disabled:text-ink-3`,
  /** Something else to do. */
  quiet: `${base} border border-control text-ink hover:border-ink hover:bg-sunk disabled:text-ink-3`,
  /** Among text. */
  bare: 'link inline-flex min-h-6 cursor-pointer items-center gap-1.5 text-sm disabled:text-ink-3',
} as const

/** Classes of a button or of a link that looks like one. */
export const button = (look: keyof typeof looks = 'primary'): string => looks[look]
