import { Forms } from '@/components/primitives/forms'
import { Foundations } from '@/components/primitives/foundations'
import { Things } from '@/components/primitives/things'
import { type Locale, locales, marketOf } from '@/lib/markets'

const lights = ['light', 'dark'] as const

/** Every primitive in every state: light and dark beside each other, left-to-right and right-to-left below. */
export default function PrimitivesPage() {
  const shown: readonly Locale[] = locales.filter((locale) => locale === 'en-GB' || locale === 'ar-AE')
  return (
    <main>
      <h1 className="wrap headline py-10 text-3xl">Primitives</h1>
      {shown.map((locale) => (
        <div key={locale} lang={locale} dir={marketOf(locale).direction} className="grid lg:grid-cols-2">
          {lights.map((light) => (
            <div key={light} style={{ colorScheme: light }} className="bg-paper text-ink">
              <div className="wrap grid gap-16 py-12">
                <p className="label">
                  {locale}, {light}
                </p>
                <Foundations />
                <Forms locale={locale} />
                <Things locale={locale} />
              </div>
            </div>
          ))}
        </div>
      ))}
    </main>
  )
}
