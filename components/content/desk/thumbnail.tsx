import type { EditorialPicture } from '@/server/content/model'

/** A picture of the library at the size of a hand, beside its name: all alike, with what must stay in sight. */
export function Thumbnail({ picture }: { picture: EditorialPicture }) {
  const { key, widths, width, height, focus, placeholder } = picture
  const set = widths.map((one) => `/assets/${key}/${one}.webp ${one}w`).join(', ')
  return (
    // biome-ignore lint/performance/noImgElement: renditions come from the room's pipeline
    <img
      src={`/assets/${key}/${widths[0] ?? width}.webp`}
      srcSet={set}
      sizes="(min-width: 40rem) 12rem, 45vw"
      width={width}
      height={height}
      alt=""
      loading="lazy"
      decoding="async"
      className="aspect-square h-auto w-full bg-sunk bg-cover bg-center object-cover"
      style={{
        backgroundImage: `url(${placeholder})`,
        objectPosition: `${focus.x * 100}% ${focus.y * 100}%`,
      }}
    />
  )
}
