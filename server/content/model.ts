import { z } from 'zod'
import { Reason, UploadId } from '@/server/assets/model'
import { Id } from '@/server/platform/ids'
import { ProductId } from '@/server/platform/schemas'

/** The name of a page or a picture: it stands in addresses and never changes. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'lower-case letters, digits and dashes, 60 at most')
/** Categories are named by their codes. */
const Code = z.string().regex(/^[a-z0-9][A-Za-z0-9_-]{0,63}$/, 'the code of a category')

const text = (most: number) => z.string().trim().min(1, 'must not be empty').max(most)
/** The same words in every language of the shop; American English where it differs from British. */
const Copy = (most: number) =>
  z.strictObject({
    'en-GB': text(most),
    'de-DE': text(most),
    'ar-AE': text(most),
    'en-US': text(most).optional(),
  })
export type Copy = z.infer<ReturnType<typeof Copy>>

const places = /^(home|stories|(category|product|story|campaign):[a-z0-9][A-Za-z0-9_-]{0,79})$/
/** A way on within the shop, e.g. `category:vases` or `story:care-of-oiled-oak`; never an address of elsewhere. */
const Link = z.strictObject({
  label: Copy(80),
  to: z.string().regex(places, 'home, stories, or category:, product:, story: or campaign: and a name'),
})
export type Link = z.infer<typeof Link>

/** A picture by its name in the room's library. A page stands without it where it is missing. */
const Shown = z.strictObject({
  picture: Slug,
  /** In place of the picture's own description. */
  alt: Copy(300).optional(),
  caption: Copy(200).optional(),
})
export type Shown = z.infer<typeof Shown>

/** Paragraphs, separated by blank lines; plain text. */
const Prose = Copy(6000)

const Hero = z.strictObject({
  kind: z.literal('hero'),
  label: Copy(60).optional(),
  title: Copy(90),
  text: Copy(400).optional(),
  image: Shown.optional(),
  link: Link.optional(),
})
const Story = z.strictObject({
  kind: z.literal('story'),
  label: Copy(60).optional(),
  title: Copy(120).optional(),
  text: Prose,
  image: Shown.optional(),
})
const Split = z.strictObject({
  kind: z.literal('split'),
  label: Copy(60).optional(),
  title: Copy(120),
  text: Prose,
  image: Shown,
  /** Where the picture stands in the direction of reading. */
  side: z.enum(['start', 'end']).default('start'),
  tone: z.enum(['plain', 'sunk']).default('plain'),
  link: Link.optional(),
})
const Quote = z.strictObject({ kind: z.literal('quote'), text: Copy(300), by: Copy(100).optional() })
const Faq = z.strictObject({
  kind: z.literal('faq'),
  title: Copy(120),
  items: z
    .array(z.strictObject({ question: Copy(200), answer: Copy(1200) }))
    .min(1)
    .max(20),
})

/** What a grid shows: products by name or the newest and most wanted ones, other pages of this room, or all categories. */
const Of = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('products'), products: z.array(ProductId).min(1).max(12) }),
  z.strictObject({
    what: z.literal('found'),
    sort: z.enum(['newest', 'relevance']),
    category: Code.optional(),
    most: z.int().min(1).max(12),
  }),
  z.strictObject({ what: z.literal('pages'), pages: z.array(Slug).min(1).max(8) }),
  z.strictObject({ what: z.literal('categories') }),
])
const Grid = z.strictObject({
  kind: z.literal('grid'),
  title: Copy(120),
  text: Copy(400).optional(),
  of: Of,
  /** `line`: things of different size on one line; `lead`: one large and others beside it; `row`: all alike. */
  layout: z.enum(['line', 'lead', 'row']).default('row'),
  link: Link.optional(),
})
export type Grid = z.infer<typeof Grid>

const Block = z.discriminatedUnion('kind', [Hero, Story, Grid, Split, Quote, Faq])
export type Block = z.infer<typeof Block>
export type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>

/** What a page says: its blocks, and what others show of it. */
export const ContentDocument = z.strictObject({
  title: Copy(120),
  /** One or two sentences, for lists and for search engines. */
  summary: Copy(300),
  /** For lists and for those who share the page. */
  picture: Slug.optional(),
  blocks: z
    .array(Block)
    .max(40)
    .refine(([first]) => first?.kind === 'hero', 'must begin with a hero, which has the title of the page'),
})
export type ContentDocument = z.infer<typeof ContentDocument>

export const PageKind = z.enum(['home', 'story', 'campaign'])
export type PageKind = z.infer<typeof PageKind>

/** From when a version is shown, and until when. */
export const Publication = z.object({
  id: Id('pub'),
  version: z.int().positive(),
  from: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  /** Who decided it: an e-mail address, or the seed. */
  by: z.string(),
})
export type Publication = z.infer<typeof Publication>

export const Page = z.object({
  slug: Slug,
  kind: PageKind,
  /** Of its newest version. */
  title: Copy(120),
  latest: z.int().positive(),
  publications: z.array(Publication).max(60),
  /** When what is shown changes next. */
  dueAt: z.iso.datetime().optional(),
  version: z.int().nonnegative(),
})
export type Page = z.infer<typeof Page>

/** What a page said at one time; never changed afterwards. */
export const PageVersion = z.object({
  page: Slug,
  number: z.int().positive(),
  document: ContentDocument,
  savedAt: z.iso.datetime(),
  savedBy: z.string(),
  version: z.int().nonnegative(),
})
export type PageVersion = z.infer<typeof PageVersion>

/** A picture of the room. Its renditions are `<key>/<width>.avif` and `.webp`; those of its upright cut `<key>/<tall.name>-<width>.…`. */
export const EditorialPicture = z.object({
  name: Slug,
  key: z.string().max(200),
  width: z.int().positive(),
  height: z.int().positive(),
  widths: z.array(z.int().positive()).min(1).max(12),
  formats: z.array(z.enum(['avif', 'webp'])).min(1),
  /** Of a cut of four to five around its focus, for narrow windows; absent where it stands upright itself or is not made yet. */
  tall: z
    .object({
      /** Says where it was cut: files are kept for ever, so another cut has another name. */
      name: z.string().default('tall'),
      width: z.int().positive(),
      height: z.int().positive(),
      widths: z.array(z.int().positive()).min(1).max(12),
    })
    .optional(),
  /** What must stay in sight, from 0 to 1 from the top left. */
  focus: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
  placeholder: z.string().max(1500),
  alt: Copy(300),
  /** The seed leaves alone what the staff has brought or described. */
  from: z.enum(['seed', 'staff']).default('seed'),
  version: z.int().nonnegative(),
})
export type EditorialPicture = z.infer<typeof EditorialPicture>

const percent = z.coerce.number().min(0).max(100)
/** What the staff says of a picture; its focus in per cent from the top left, as people write it. */
export const PictureDescription = z.object({
  alt: Copy(300),
  focus: z.object({ x: percent, y: percent }),
})
export type PictureDescription = z.infer<typeof PictureDescription>

/** A picture that the staff brings: it comes into the library under its name as soon as its upload has passed the check. */
export const PictureWish = PictureDescription.extend({
  upload: UploadId,
  name: Slug,
  /** Another picture of this name gives way. */
  replace: z.boolean().default(false),
})
export type PictureWish = z.infer<typeof PictureWish>

/** What was wished, and what has become of it; kept for a week. */
export const BroughtPicture = EditorialPicture.pick({ name: true, alt: true, focus: true }).extend({
  upload: UploadId,
  replace: z.boolean(),
  state: z.enum(['waiting', 'imported', 'name-taken']),
  at: z.iso.datetime(),
  /** The e-mail address of the member of staff. */
  by: z.string(),
  version: z.int().nonnegative(),
})
export type BroughtPicture = z.infer<typeof BroughtPicture>

/** How far a picture is on its way into the library, as the staff sees it. */
export const PictureArrival = BroughtPicture.pick({ upload: true, name: true, at: true, by: true }).extend({
  state: z.enum(['awaiting', 'checking', 'importing', 'imported', 'refused', 'cancelled']),
  reason: z.union([Reason, z.literal('name-taken')]).optional(),
})
export type PictureArrival = z.infer<typeof PictureArrival>

/** A page as it is shown, with those of its pictures that are there. */
export interface ShownPage {
  readonly slug: string
  readonly kind: PageKind
  readonly number: number
  readonly document: ContentDocument
  readonly savedAt: string
  readonly pictures: Readonly<Record<string, EditorialPicture>>
}

/** What others show of a page. */
export interface Teaser {
  readonly slug: string
  readonly kind: PageKind
  readonly title: Copy
  readonly summary: Copy
  readonly publishedAt: string
  readonly picture?: EditorialPicture
}
