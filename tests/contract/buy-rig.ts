import type { CheckoutView } from '@/server/checkout/model'
import type { Guest } from '@/server/platform/principal'
import { type ShopRig, shopRig } from '@/tests/contract/shop-rig'

const address = { name: 'Ada Quay', line1: '1 Rope Walk', city: 'London', postcode: 'SE1 9XX', country: 'GB' }

/** A shop with a mug of which there is plenty, and the steps by which people buy. */
export async function buyRig() {
  const rig: ShopRig = await shopRig()
  const { importProducts } = await import('@/server/catalogue/catalogue')
  const { Product } = await import('@/server/catalogue/model')
  const { importPrices, changePrice } = await import('@/server/pricing/pricing')
  const inventory = await import('@/server/inventory/inventory')
  const { auditStock } = await import('@/server/inventory/audit')
  const { sweepHolds } = await import('@/server/inventory/holds')
  const { auditLedger } = await import('@/server/payments/audit')
  const sandbox = await import('@/server/payments/sandbox')
  const cart = await import('@/server/cart/cart')
  const checkout = await import('@/server/checkout/checkout')
  const payment = await import('@/server/checkout/pay')
  const { recoverCheckouts } = await import('@/server/checkout/recovery')
  const orders = await import('@/server/orders/orders')
  const settlement = await import('@/server/orders/settlement')
  const { newId } = await import('@/server/platform/ids')
  const { scanTable } = await import('@/server/platform/tables/scan')

  let made = 0
  /** A product of its own for each test. @returns its SKU, priced in GBP and USD */
  async function product(onHand: number, amount = 1800): Promise<string> {
    made += 1
    const sku = `MUG-${made}`
    const value = Product.parse({
      id: `mug-${made}`,
      version: 1,
      source: { name: 'test', id: sku },
      language: 'en',
      categories: ['mugs'],
      texts: { en: { name: 'Harbour mug' }, ar: { name: 'كوب الميناء' } },
      variants: [{ sku }],
      updatedAt: new Date().toISOString(),
    })
    await importProducts([{ product: value, fingerprint: sku }])
    const prices = { GB: { amount, currency: 'GBP' as const }, US: { amount, currency: 'USD' as const } }
    await importPrices([{ sku, version: 1, taxClass: 'standard', prices }])
    await inventory.openStock([{ sku, location: 'tilbury', onHand }])
    return sku
  }

  const guest = (): Guest => ({ kind: 'guest', id: newId('gst'), sessionId: newId('ses') })

  /** A guest with something in the cart who has told everything but the card. */
  async function readyToPay(
    sku: string,
    quantity = 1,
    note?: string,
  ): Promise<{ who: Guest; view: CheckoutView; total: number }> {
    const who = guest()
    await cart.addToCart(who, 'en-GB', sku, quantity)
    if (note) await cart.writeNotes(who, 'en-GB', { note })
    const details = { email: 'ada@example.com', shipping: address, delivery: 'standard' as const }
    const view = await checkout.startCheckout(who, 'en-GB', details)
    return { who, view, total: view.totals.total.amount }
  }

  const pay = (who: Guest, id: string, expectedTotal: number, token = 'tok_success_visa_4242') =>
    payment.pay(who, id, 'en-GB', { token, expectedTotal })

  const stockOf = async (sku: string) => {
    const [level] = await inventory.stockAt([sku], ['tilbury'])
    return level && { onHand: level.onHand, held: level.held, available: level.available }
  }

  /** How many orders contain a SKU. */
  async function ordersOf(sku: string): Promise<number> {
    let count = 0
    for await (const item of scanTable('orders')) {
      if (item.sk === 'order' && JSON.stringify(item.lines).includes(`"${sku}"`)) count += 1
    }
    return count
  }

  /** What does not add up: money in that is not captures less refunds, at the provider and on gift cards, and stock that is not the
   *  sum of its movements. */
  async function imbalances(): Promise<string[]> {
    const [ledger, stock] = await Promise.all([auditLedger(), auditStock()])
    const wrong = {
      money: ledger.differences,
      'gift cards': ledger.giftDifferences,
      stock: stock.differences,
    }
    return Object.entries(wrong).flatMap(([what, list]) =>
      list.map((one) => `${what} ${JSON.stringify(one)}`),
    )
  }

  /** Ends the rig; every suite that buys ends with books that balance. @throws Error where they do not */
  async function stop(): Promise<void> {
    try {
      const wrong = await imbalances()
      if (wrong.length > 0) throw new Error(`the books do not balance: ${wrong.join('; ')}`)
    } finally {
      await rig.stop()
    }
  }

  return {
    rig,
    stop,
    imbalances,
    product,
    guest,
    readyToPay,
    pay,
    stockOf,
    ordersOf,
    changePrice,
    auditStock,
    auditLedger,
    sweepHolds,
    recoverCheckouts,
    sandbox,
    cart,
    checkout,
    payment,
    orders,
    settlement,
    inventory,
    address,
  }
}
