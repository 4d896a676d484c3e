import PDFDocument from 'pdfkit'
import type { Order } from '@/server/orders/model'

export async function renderInvoice(order: Order, invoice: { number: string }): Promise<Uint8Array> {
  const document = new PDFDocument()
  const parts: Buffer[] = []
  document.on('data', (part: Buffer) => parts.push(part))
  const done = new Promise<void>((resolve) => document.on('end', () => resolve()))
  document.text(`${invoice.number} ${order.number}`)
  document.end()
  await done
  return Buffer.concat(parts)
}
