import { JsonLd } from '@/components/ui/json-ld'
import { type Text, textAttributes } from '@/lib/i18n/words'

export interface Crumb extends Text {
  /** Absent for the page itself. */
  readonly href?: string
}

/** Where a page stands, for people and for search engines. */
export function Breadcrumbs({ crumbs, label }: { crumbs: readonly Crumb[]; label: string }) {
  return (
    <nav aria-label={label} className="text-xs text-ink-2">
      <JsonLd
        data={{
          '@type': 'BreadcrumbList',
          itemListElement: crumbs.map(({ text, href }, index) => ({
            '@type': 'ListItem',
            position: index + 1,
            name: text,
            ...(href ? { item: `${process.env.SITE_URL ?? ''}${href}` } : {}),
          })),
        }}
      />
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {crumbs.map(({ text, lang, href }, index) => (
          <li key={href ?? text} className="flex max-w-full min-w-0 items-center gap-2">
            {index > 0 && (
              <span aria-hidden="true" className="text-control">
                /
              </span>
            )}
            {href ? (
              <a href={href} className="py-1 hover:text-ink hover:underline" {...textAttributes({ lang })}>
                {text}
              </a>
            ) : (
              <span aria-current="page" className="line-clamp-1 break-all" {...textAttributes({ lang })}>
                {text}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
