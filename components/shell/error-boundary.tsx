'use client'

import { catchError } from 'next/error'
import type { ComponentProps, ReactNode } from 'react'
import { Broken } from '@/components/shell/broken'

interface Props {
  messages: ComponentProps<typeof Broken>['messages']
  children?: ReactNode
}

const digestOf = (error: unknown) =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined

/** Shows its children, or that they broke. Among the islands of a layout, where an `error.tsx` would be one more script to fetch. */
export const ErrorBoundary = catchError(({ messages }: Props, { error }) => (
  <Broken messages={messages} digest={digestOf(error)} />
))
