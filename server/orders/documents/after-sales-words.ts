import type { Locale } from '@/lib/markets'

/** What credit notes, packing slips and return labels say beside the invoice's words. */
export interface AfterSalesWords {
  creditNote: string
  creditNoteNumber: string
  invoice: string
  date: string
  reason: string
  reasons: Readonly<Record<'returned' | 'not-available' | 'goodwill' | 'cancelled', string>>
  givenBack: string
  delivery: string
  packingSlip: string
  parcel: string
  carrier: string
  tracking: string
  gift: string
  giftPicture: string
  ordered: string
  inside: string
  returnLabel: string
  returnNumber: string
  from: string
  to: string
  steps: readonly [string, string, string]
}

const english: AfterSalesWords = {
  creditNote: 'Credit note',
  creditNoteNumber: 'Credit note number',
  invoice: 'For invoice',
  date: 'Date',
  reason: 'Reason',
  reasons: {
    returned: 'Returned goods',
    'not-available': 'Goods not available',
    goodwill: 'Goodwill',
    cancelled: 'Order cancelled',
  },
  givenBack: 'The amount goes back the way it was paid.',
  delivery: 'Delivery',
  packingSlip: 'Packing slip',
  parcel: 'Parcel',
  carrier: 'Carrier',
  tracking: 'Tracking number',
  gift: 'Message',
  giftPicture: 'The picture for the card',
  ordered: 'Ordered',
  inside: 'In this parcel',
  returnLabel: 'Return label',
  returnNumber: 'Return number',
  from: 'From',
  to: 'To',
  steps: [
    '1. Put everything on this list into a parcel, well padded.',
    '2. Fix this page to the outside, the bar code in sight.',
    '3. Hand it in at any parcel shop of Quayside Parcel. Postage is paid.',
  ],
}

export const afterSalesWords: Readonly<Record<Locale, AfterSalesWords>> = {
  'en-GB': english,
  'en-US': english,
  'de-DE': {
    creditNote: 'Gutschrift',
    creditNoteNumber: 'Gutschriftnummer',
    invoice: 'Zu Rechnung',
    date: 'Datum',
    reason: 'Grund',
    reasons: {
      returned: 'Zurückgesandte Ware',
      'not-available': 'Ware nicht lieferbar',
      goodwill: 'Kulanz',
      cancelled: 'Bestellung storniert',
    },
    givenBack: 'Der Betrag geht auf dem Weg zurück, auf dem bezahlt wurde.',
    delivery: 'Versand',
    packingSlip: 'Lieferschein',
    parcel: 'Paket',
    carrier: 'Zusteller',
    tracking: 'Sendungsnummer',
    gift: 'Grußbotschaft',
    giftPicture: 'Das Bild für die Karte',
    ordered: 'Bestellt',
    inside: 'In diesem Paket',
    returnLabel: 'Rücksendeetikett',
    returnNumber: 'Retourennummer',
    from: 'Von',
    to: 'An',
    steps: [
      '1. Legen Sie alles von dieser Liste gut gepolstert in ein Paket.',
      '2. Befestigen Sie diese Seite außen, den Strichcode gut sichtbar.',
      '3. Geben Sie es in einem Paketshop von Quayside Parcel ab. Das Porto ist bezahlt.',
    ],
  },
  'ar-AE': {
    creditNote: 'إشعار دائن ضريبي',
    creditNoteNumber: 'رقم الإشعار الدائن',
    invoice: 'عن الفاتورة',
    date: 'التاريخ',
    reason: 'السبب',
    reasons: {
      returned: 'بضائع مرتجعة',
      'not-available': 'بضائع غير متوفرة',
      goodwill: 'تعويض ودّي',
      cancelled: 'إلغاء الطلب',
    },
    givenBack: 'يُعاد المبلغ بالطريقة التي دُفع بها.',
    delivery: 'التوصيل',
    packingSlip: 'قائمة التعبئة',
    parcel: 'الطرد',
    carrier: 'شركة التوصيل',
    tracking: 'رقم التتبّع',
    gift: 'رسالة',
    giftPicture: 'صورة البطاقة',
    ordered: 'المطلوب',
    inside: 'في هذا الطرد',
    returnLabel: 'ملصق الإرجاع',
    returnNumber: 'رقم الإرجاع',
    from: 'من',
    to: 'إلى',
    steps: [
      '1. ضع كل ما في هذه القائمة في طرد محميّ جيدًا.',
      '2. ألصق هذه الصفحة على الخارج بحيث يظهر الرمز الشريطي.',
      '3. سلّمه في أي متجر طرود لشركة Quayside Parcel. أجرة البريد مدفوعة.',
    ],
  },
}

/** Where returns go: the demo house's warehouse. A retailer writes its own here. */
export const returnsAddress = [
  'Quayside Returns',
  'Unit 4, Ropewalk Dock',
  'Tilbury RM18 7XX',
  'United Kingdom',
]
