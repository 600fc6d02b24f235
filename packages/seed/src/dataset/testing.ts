import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileName, type TableName, tableNames } from './dataset.ts'

/** The smallest data set in which every table has a row. */
const small: Record<TableName, unknown[]> = {
  subscriptions: [{ name: 'Basic', price: 9.99, features: 'HD' }],
  users: [{ name: 'Ada Abara', email: 'ada@example.com', password: 'open sesame', subscription_id: 1 }],
  content: [
    { title: 'Quiet Rooms', genre: 'Drama', release_year: 2020, content_type: 'Film', rating: 8.7 },
    { title: 'Cold Exit', genre: 'Thriller', release_year: 1999, content_type: 'Series', rating: 6 },
  ],
  watchhistory: [{ user_id: 1, content_id: 2, watched_on: '2024-09-22T07:53:29Z', progress: 80.5 }],
  reviews: [{ user_id: 1, content_id: 2, rating: 9, review_text: 'Twice.' }],
  paymenthistory: [{ user_id: 1, amount: 9.99, payment_date: '2024-09-01T10:00:00Z', method: 'PayPal' }],
}

/** Writes the six files of a small data set, some tables replaced. */
export function writeFiles(folder: string, tables: Partial<Record<TableName, unknown[]>> = {}): void {
  for (const table of tableNames) {
    writeFileSync(join(folder, fileName(table)), JSON.stringify({ [table]: tables[table] ?? small[table] }))
  }
}
