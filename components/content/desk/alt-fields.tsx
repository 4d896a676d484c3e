import type { DescribingMessages } from '@/components/content/desk/messages'
import { type Locale, marketOf } from '@/lib/markets'
import type { Copy } from '@/server/content/model'

interface Props {
  /** What is said already. */
  alt?: Copy
  messages: DescribingMessages
}

const languages = ['en-GB', 'de-DE', 'ar-AE'] as const satisfies readonly Locale[]

/** What a picture shows, in words and in every language; American English where it has words of its own already. */
export function AltFields({ alt, messages }: Props) {
  const asked: readonly Locale[] = alt?.['en-US'] === undefined ? languages : [...languages, 'en-US']
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 text-sm font-medium">{messages['ops.pictures.alt']}</legend>
      {asked.map((language) => (
        <label key={language} className="grid gap-1.5 text-sm">
          {messages[`ops.pictures.alt.${language}`]}
          <textarea
            name={`alt.${language}`}
            lang={language}
            dir={marketOf(language).direction}
            defaultValue={alt?.[language]}
            required
            rows={2}
            maxLength={300}
            className="field px-3.5 py-2.5"
          />
        </label>
      ))}
    </fieldset>
  )
}
