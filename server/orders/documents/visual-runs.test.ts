import { describe, expect, test } from 'vitest'
import { visualRuns } from './visual-runs'

const texts = (text: string, direction: 'ltr' | 'rtl') => visualRuns(text, direction).map((run) => run.text)

describe('a line of text', () => {
  test('in one script is one piece', () => {
    expect(visualRuns('Invoice £12.50', 'ltr')).toEqual([{ text: 'Invoice £12.50', script: 'latin' }])
  })

  test('that runs right to left has its numbers on the left of what they follow', () => {
    expect(texts('رقم 42', 'rtl')).toEqual(['42', 'رقم '])
  })

  test('mirrors brackets that stand within Arabic', () => {
    expect(texts('كوب (كبير)', 'rtl')).toEqual(['(', 'كبير', ')', 'كوب '])
  })

  test('draws no marks that only steer its direction', () => {
    expect(texts('\u200F1.50\u200F', 'rtl').join('')).toBe('1.50')
  })

  test('takes each letter from a font that has it', () => {
    expect(visualRuns('Łódź', 'ltr').map((run) => run.script)).toEqual(['latin-ext', 'latin', 'latin-ext'])
  })
})
