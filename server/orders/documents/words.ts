import type { Locale } from '@/lib/markets'

/** What an invoice says, by language. The tax's name follows the market. */
export interface InvoiceWords {
  title: string
  billedTo: string
  deliveredTo: string
  invoiceNumber: string
  orderNumber: string
  date: string
  supplied: string
  item: string
  quantity: string
  unit: string
  rate: string
  amount: string
  goods: string
  discount: string
  delivery: string
  net: string
  tax: string
  total: string
  included: string
  paid: string
  thanks: string
}

const english: InvoiceWords = {
  title: 'Invoice',
  billedTo: 'Billed to',
  deliveredTo: 'Delivered to',
  invoiceNumber: 'Invoice number',
  orderNumber: 'Order number',
  date: 'Date',
  supplied: 'Date of supply',
  item: 'Item',
  quantity: 'Quantity',
  unit: 'Unit price',
  rate: 'VAT',
  amount: 'Amount',
  goods: 'Goods',
  discount: 'Discount',
  delivery: 'Delivery',
  net: 'Net amount',
  tax: 'VAT',
  total: 'Total',
  included: 'Prices include VAT.',
  paid: 'Paid by card',
  thanks: 'Thank you for buying from Quayside.',
}

export const invoiceWords: Readonly<Record<Locale, InvoiceWords>> = {
  'en-GB': english,
  'en-US': {
    ...english,
    rate: 'Tax',
    tax: 'Sales tax',
    included: 'Sales tax is added to the prices.',
  },
  'de-DE': {
    title: 'Rechnung',
    billedTo: 'Rechnung an',
    deliveredTo: 'Lieferung an',
    invoiceNumber: 'Rechnungsnummer',
    orderNumber: 'Bestellnummer',
    date: 'Rechnungsdatum',
    supplied: 'Leistungsdatum',
    item: 'Artikel',
    quantity: 'Menge',
    unit: 'Einzelpreis',
    rate: 'USt.',
    amount: 'Betrag',
    goods: 'Waren',
    discount: 'Rabatt',
    delivery: 'Versand',
    net: 'Nettobetrag',
    tax: 'Umsatzsteuer',
    total: 'Gesamtbetrag',
    included: 'Die Preise enthalten die Umsatzsteuer.',
    paid: 'Bezahlt mit Karte',
    thanks: 'Vielen Dank für Ihren Einkauf bei Quayside.',
  },
  'ar-AE': {
    title: 'فاتورة ضريبية',
    billedTo: 'فاتورة إلى',
    deliveredTo: 'التوصيل إلى',
    invoiceNumber: 'رقم الفاتورة',
    orderNumber: 'رقم الطلب',
    date: 'التاريخ',
    supplied: 'تاريخ التوريد',
    item: 'الصنف',
    quantity: 'الكمية',
    unit: 'سعر الوحدة',
    rate: 'الضريبة',
    amount: 'المبلغ',
    goods: 'البضائع',
    discount: 'الخصم',
    delivery: 'التوصيل',
    net: 'المبلغ الصافي',
    tax: 'ضريبة القيمة المضافة',
    total: 'الإجمالي',
    included: 'الأسعار شاملة ضريبة القيمة المضافة.',
    paid: 'مدفوعة بالبطاقة',
    thanks: 'شكرًا لشرائك من كوايسايد.',
  },
}

/** Who sells, by market: name, address and tax number of the demo house. A retailer writes its own here. */
export const seller = {
  lines: ['Quayside Goods Ltd', 'Unit 4, Ropewalk Dock', 'Tilbury RM18 7XX', 'United Kingdom'],
  taxNumbers: { GB: 'VAT GB 000 0000 00', DE: 'USt-IdNr. DE000000000', US: '', AE: 'TRN 000000000000000' },
}
