/** What is printed on a gift's card: a picture, and words as they were written. */
export function GiftCard({
  message,
  picture,
  alt,
}: {
  message?: string
  picture?: { src: string; width: number; height: number }
  alt: string
}) {
  return (
    <figure className="grid justify-items-start gap-3 text-sm">
      {picture && (
        // oxlint-disable-next-line nextjs/no-img-element -- only its owner may see it, so nothing may keep it
        <img
          src={picture.src}
          width={picture.width}
          height={picture.height}
          alt={alt}
          className="h-auto max-h-64 w-auto max-w-full border border-line"
        />
      )}
      {message && (
        <figcaption className="whitespace-pre-line" dir="auto">
          {message}
        </figcaption>
      )}
    </figure>
  )
}
