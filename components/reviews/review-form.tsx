import { Field } from '@/components/forms/field'
import { Form } from '@/components/forms/form'
import { formMessageKeys } from '@/components/forms/messages'
import { PhotoFields } from '@/components/reviews/photo-fields'
import { StarField } from '@/components/reviews/star-field'
import { TextField } from '@/components/reviews/text-field'
import { button } from '@/components/ui/button'
import { uploadMessageKeys } from '@/components/uploads/messages'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { OwnReview } from '@/server/reviews/model'

interface Props {
  product: string
  /** What the customer has written of it already. */
  before?: OwnReview
  /** What the room takes: characters, photographs, megabytes of each, and their types. */
  limits: Readonly<Record<'title' | 'text' | 'name' | 'photos' | 'megabytes', number>> & {
    readonly types: readonly string[]
  }
  locale: Locale
}

/** Stars, words and photographs. Without JavaScript everything but new photographs. */
export function ReviewForm({ product, before, limits, locale }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const refusals = ['not-received', 'too-many-photos', 'upload-not-ready', 'offline', 'stale'] as const
  return (
    <Form
      action={`/api/reviews/products/${product}`}
      method="PUT"
      next={to.reviews}
      back={to.review(product)}
      messages={pick(locale, formMessageKeys)}
      problems={Object.fromEntries(
        refusals.map((code) => [code, t(code === 'stale' ? 'problem.internal' : `problem.${code}`)]),
      )}
      label={t('review.write')}
      className="mt-8 grid gap-7"
    >
      <input type="hidden" name="locale" value={locale} />
      <StarField
        legend={t('review.field.stars')}
        labels={[1, 2, 3, 4, 5].map((count) => t('review.stars', { count }))}
        chosen={before?.stars}
      />
      <Field
        name="title"
        label={t('review.field.title')}
        required
        maxLength={limits.title}
        defaultValue={before?.title}
        dir="auto"
        autoComplete="off"
      />
      <TextField name="text" label={t('review.field.text')} most={limits.text} defaultValue={before?.text} />
      <Field
        name="name"
        label={t('review.field.name')}
        hint={t('review.field.nameHint')}
        optional={t('review.field.optional')}
        maxLength={limits.name}
        defaultValue={before?.name}
        dir="auto"
        autoComplete="off"
      />
      <fieldset className="grid gap-4">
        <legend className="text-sm">
          {t('review.field.photos')}{' '}
          <span className="text-xs text-ink-3">({t('review.field.optional')})</span>
        </legend>
        {before && before.photos.length > 0 && (
          <ul className="flex flex-wrap gap-4">
            {before.photos.map(({ id, picture }, index) => (
              <li key={id} className="grid gap-2">
                {picture && (
                  // biome-ignore lint/performance/noImgElement: a private picture behind a URL that soon ends
                  <img
                    src={picture.src}
                    width={picture.width}
                    height={picture.height}
                    alt={t('review.photo', { number: index + 1, name: before.title })}
                    className="size-28 bg-sunk object-cover"
                  />
                )}
                <label className="flex min-h-11 items-center gap-2 text-xs">
                  <input
                    type="checkbox"
                    name={`keep.${index}`}
                    value={id}
                    defaultChecked
                    className="size-5 accent-accent"
                  />
                  {t('review.field.keep')}
                </label>
              </li>
            ))}
          </ul>
        )}
        <PhotoFields
          most={limits.photos}
          label={t('review.field.photo')}
          hint={t('review.field.photosHint', { most: limits.megabytes })}
          accept={limits.types}
          locale={locale}
          messages={pick(locale, uploadMessageKeys)}
        />
      </fieldset>
      <p className="text-xs text-ink-3">{t('review.rules')}</p>
      <button type="submit" className={`${button()} justify-self-start`}>
        {t('review.send')}
      </button>
    </Form>
  )
}
