/**
 * Whether a bucket of time is still running.
 * @param bucket its first day
 * @param today in UTC
 */
export function isIncomplete(bucket: string, granularity: 'day' | 'week' | 'month', today: string): boolean {
  if (granularity === 'month') return bucket.slice(0, 7) === today.slice(0, 7)
  const days = (Date.parse(today) - Date.parse(bucket)) / 86_400_000
  return days >= 0 && days < (granularity === 'week' ? 7 : 1)
}
