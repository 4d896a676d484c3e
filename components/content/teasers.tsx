import { Photograph } from '@/components/content/photograph'
import { said } from '@/lib/copy'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Teaser } from '@/server/content/model'

/** Where each of the first stands: no two alike, so that the eye wanders. */
const places = [
  { at: 'md:col-span-7', sizes: '(min-width: 52rem) 56vw, 92vw' },
  { at: 'md:col-span-4 md:col-start-9 md:mt-28', sizes: '(min-width: 52rem) 31vw, 92vw' },
  { at: 'md:col-span-4 md:col-start-2', sizes: '(min-width: 52rem) 31vw, 92vw' },
  { at: 'md:col-span-6 md:col-start-7 md:-mt-10', sizes: '(min-width: 52rem) 48vw, 92vw' },
] as const

/** Other pages, as a magazine announces them. */
export function Teasers({
  teasers,
  locale,
  opening = false,
}: {
  teasers: readonly Teaser[]
  locale: Locale
  /** The page begins with them: the first picture is fetched first, and their titles stand right under the page's. */
  opening?: boolean
}) {
  return (
    <ul className="mt-8 grid items-start gap-x-6 gap-y-14 md:mt-14 md:grid-cols-12 md:gap-y-24">
      {teasers.map((teaser, index) => {
        const { at, sizes } = places[index % places.length] ?? places[0]
        return (
          <li key={teaser.slug} className={at}>
            <Announced {...{ teaser, locale, sizes, opening }} eager={opening && index === 0} />
          </li>
        )
      })}
    </ul>
  )
}

interface AnnouncedProps {
  teaser: Teaser
  locale: Locale
  sizes: string
  opening: boolean
  eager: boolean
}

function Announced({ teaser, locale, sizes, opening, eager }: AnnouncedProps) {
  const Heading = opening ? 'h2' : 'h3'
  const t = translator(locale)
  const to = paths(locale)
  const { slug, kind, title, summary, picture } = teaser
  return (
    <article className="group relative">
      {picture && <Photograph {...{ picture, locale, sizes, eager }} silent />}
      <Heading className="headline mt-4 max-w-[20ch] text-xl">
        <a
          href={kind === 'campaign' ? to.campaign(slug) : to.story(slug)}
          className="decoration-1 underline-offset-[0.16em] after:absolute after:inset-0 group-hover:underline"
        >
          {said(title, locale)}
        </a>
      </Heading>
      <p className="mt-2 max-w-[48ch] text-sm text-ink-2">{said(summary, locale)}</p>
      <p aria-hidden="true" className="mt-3 text-xs font-medium text-accent">
        {t(kind === 'campaign' ? 'content.campaignSee' : 'content.storyRead')}
      </p>
    </article>
  )
}
