import { notFound } from 'next/navigation'
import { connection } from 'next/server'

/** Addresses of the console that do not exist. */
export default async function MissingPage() {
  await connection()
  notFound()
}
