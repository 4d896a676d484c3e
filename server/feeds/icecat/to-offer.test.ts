import { describe, expect, it } from 'vitest'
import { Product } from '@/server/catalogue/model'
import { cleanTitle, plainText } from './clean'
import { CategoryClassifier, type FeedRow } from './derive-category'
import { readIcecatMapping } from './mapping'
import { IcecatReader } from './to-offer'

const mapping = readIcecatMapping('server/feeds/mappings/icecat.yaml')
const reader = new IcecatReader(mapping)
const at = '2026-01-01T00:00:00.000Z'
const row = (change: Record<string, unknown>): FeedRow => ({
  id: '77',
  title: 'Acme Thing',
  supplier: 'Acme',
  ean: ['0882780756328'],
  price: 12595,
  date_released: '2006-07-01T00:00:00Z',
  ...change,
})
const offerOf = (change: Record<string, unknown>) => {
  const read = reader.read(row(change), at)
  if ('rejected' in read) throw new Error(read.rejected)
  return read.offer
}

describe('plain text', () => {
  it('is what a reader of the HTML would read', () => {
    expect(plainText('Pentium&reg; 4<br />(1M&nbsp;Cache)\\nup &amp; down')).toBe(
      'Pentium® 4 (1M Cache) up & down',
    )
    expect(plainText('<script>alert(1)</script>safe <b onclick="x">bold</b>')).toBe('safe bold')
    expect(plainText('5 < 6 and 90&#176;')).toBe('5 < 6 and 90°')
  })
  it('leaves titles without noise', () => {
    expect(cleanTitle('Canon Canon 2450B002 toner cartridge Original Yellow 1 pc(s)', 'Canon')).toBe(
      'Canon 2450B002 toner cartridge Original Yellow',
    )
    expect(cleanTitle('HP dx7300,', 'HP')).toBe('HP dx7300')
  })
})

describe('the category of a row', () => {
  const classifier = new CategoryClassifier(mapping.leaves)
  const cases: [category: string, row: Record<string, unknown>][] = [
    [
      'laptops',
      {
        title: 'Lenovo ThinkPad X1 Notebook 35.6 cm (14") 512 GB SSD Wi-Fi 5',
        attr_t_processor_family: 'Intel Core i7',
        attr_n_ssd_capacity: 512,
      },
    ],
    [
      'ssds',
      {
        title: 'Kingston DC500 2.5" 480 GB Serial ATA III',
        attr_t_ssd_form_factor: '2.5"',
        attr_n_ssd_capacity: 480,
      },
    ],
    [
      'laptop-bags',
      { title: 'Targus TBC005EU notebook case 43.2 cm (17") Briefcase Black', attr_t_case_type: 'Briefcase' },
    ],
    ['power-adapters', { title: 'Kensington Auto/Air Laptop Power Adapter' }],
    [
      'toner-cartridges',
      {
        title: 'HP 11X Original Black 1 pc(s)',
        short_description: '11X High Yield Black Original LaserJet Toner Cartridge',
        attr_t_printing_colours: 'Black',
        attr_n_black_toner_page_yield: 12000,
      },
    ],
    [
      'ink-cartridges',
      {
        title: 'HP 80 Original Cyan',
        short_description: '80 175-ml Cyan DesignJet Ink Cartridge',
        attr_t_ink_type: 'Dye-based ink',
      },
    ],
    ['printer-parts', { title: 'HP LaserJet MFP 220V Printer Maintenance Kit' }],
    [
      'laser-printers',
      {
        title: 'HP LaserJet 4300n 1200 x 1200 DPI A4',
        attr_t_print_technology: 'Laser',
        attr_n_maximum_duty_cycle: 150000,
      },
    ],
    [
      'network-cables',
      {
        title: 'C2G 3ft Cat5E 350MHz Snagless Patch Cable networking cable 0.9 m Grey',
        attr_t_cable_standard: 'Cat5e',
      },
    ],
    [
      'monitors',
      {
        title: 'HP E24d G4 60.5 cm (23.8") 1920 x 1080 pixels Full HD',
        attr_t_panel_type: 'IPS',
        attr_n_display_brightness__typical_: 250,
      },
    ],
    ['mounts', { title: 'Newstar flat screen wall mount' }],
    ['headphones', { title: 'Philips SHE3581 In-Ear Headphones' }],
    ['other-products', { title: 'Acme XK-42' }],
  ]
  it.each(cases)('is %s', (category, change) => {
    expect(
      classifier.deriveCategory(row({ supplier: String(change.title).split(' ')[0], ...change })).id,
    ).toBe(category)
  })
  it('is what the thing is, not what it goes with', () => {
    expect(
      classifier.deriveCategory(row({ title: 'Acme battery charger for laptop, notebook and laser printer' }))
        .id,
    ).toBe('power-adapters')
  })
})

describe('an offer', () => {
  it('is a product that the catalogue takes', () => {
    const { product } = offerOf({ title: 'HP 80 Original Cyan ink cartridge', supplier: 'HP' })
    expect(Product.parse(product)).toMatchObject({
      id: 'icecat-77',
      brand: 'HP',
      categories: ['ink-and-toner', 'ink-cartridges'],
      releasedAt: '2006-07-01T00:00:00.000Z',
    })
    expect(product.variants[0]).toMatchObject({ sku: 'icecat-77', gtin: '0882780756328' })
  })
  it('is the same whenever the row is the same', () => {
    expect(offerOf({})).toEqual(offerOf({}))
  })
  it('costs what each market shows, with its tax', () => {
    const amounts = Object.fromEntries(
      offerOf({ price: 10000 }).prices.map(({ market, amount }) => [market, amount]),
    )
    expect(amounts).toEqual({ US: 10000, GB: 9480, DE: 10950, AE: 38550 })
  })
  it('has no price where the feed has an impossible one', () => {
    for (const price of [0, 3, -5, 9_999_999, 12.5, undefined]) expect(offerOf({ price }).prices).toEqual([])
  })
  it('has typed attributes that can be true, in the categories where they mean something', () => {
    const laptop = {
      title: 'Acme Notebook',
      attr_t_processor_family: 'Intel Core i5',
      attr_n_processor_frequency: 2800,
      attr_n_internal_memory: 16,
      attr_n_display_diagonal: 900,
      attr_t_product_colour: 'Black, Gray',
      attr_b_touchscreen: false,
      attr_t_operating_system_installed: 'N',
    }
    const { attributes } = offerOf(laptop).product
    expect(attributes).toMatchObject({
      'processor-speed': 2.8,
      memory: 16,
      colour: ['Black', 'Grey'],
      touchscreen: false,
    })
    expect(attributes).not.toHaveProperty('screen-size')
    expect(attributes).not.toHaveProperty('operating-system')
    expect(
      offerOf({ title: 'Acme inkjet printer', attr_n_internal_memory: 16 }).product.attributes,
    ).not.toHaveProperty('memory')
  })
  it('is refused with a reason when the row has no title or no id', () => {
    expect(reader.read(row({ title: '  ' }), at)).toEqual({ rejected: 'title is empty' })
    expect(reader.read(row({ id: undefined }), at)).toHaveProperty('rejected')
    expect(reader.read(row({ id: '../x' }), at)).toEqual({ rejected: 'id is no id' })
  })
})

describe('the tree', () => {
  it('has two levels, unique ids, names in every language, and attribute rules that name what exists', () => {
    const { categories, definitions } = reader.foundation()
    const ids = categories.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { parent, names } of categories) {
      if (parent !== undefined) expect(ids).toContain(parent)
      expect(Object.keys(names)).toEqual(['en', 'de', 'ar'])
    }
    for (const { in: places = [] } of Object.values(mapping.attributes))
      for (const place of places) expect(ids).toContain(place)
    expect(definitions.length).toBe(Object.keys(mapping.attributes).length)
  })
})
