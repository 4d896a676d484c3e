/** Buys as a guest over HTTP, the way a script of somebody else's would: basket, checkout, payment, order, invoice.
 *  @param {string} base address of the shop
 *  @param {{ sku?: string, token?: string }} [wish]
 *  @returns {Promise<{ order: Record<string, any>, invoice: Uint8Array }>} */
export async function buy(base, { sku = 'QS-VAS-001-SGE', token = 'tok_success' } = {}) {
  const cookies = new Map()
  const call = async (method, path, body) => {
    const response = await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/json', cookie: [...cookies.values()].join('; ') },
      body: body && JSON.stringify(body),
    })
    for (const set of response.headers.getSetCookie()) cookies.set(set.split('=')[0], set.split(';')[0])
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
  await call('POST', '/api/cart/lines?locale=en-GB', { sku, quantity: 1 })
  const checkout = await call('POST', '/api/checkout?locale=en-GB', {
    email: 'first@quayside.example',
    shipping: {
      name: 'Ada Marsh',
      line1: '1 Quay Road',
      city: 'Bristol',
      postcode: 'BS1 4XX',
      country: 'GB',
    },
    delivery: 'standard',
  })
  const expectedTotal = checkout.totals.total.amount
  const paid = await call('POST', `/api/checkout/${checkout.id}/pay`, { token, expectedTotal })
  const order = await call('GET', `/api/orders/${paid.order?.id ?? paid.orderId}`)
  const invoice = await invoiceOf(call, order.id)
  return { order, invoice }
}

/** The invoice is written after the order: asked for until it is there. */
async function invoiceOf(call, orderId) {
  for (let attempt = 1; ; attempt++) {
    try {
      const { url } = await call('GET', `/api/orders/${orderId}/invoice`)
      const response = await fetch(url)
      if (!response.ok) throw new Error(`the invoice answers ${response.status}`)
      return new Uint8Array(await response.arrayBuffer())
    } catch (error) {
      if (attempt === 40) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}
