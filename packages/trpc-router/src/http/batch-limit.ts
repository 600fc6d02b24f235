/** Calls in one tRPC request: each is work, and the rate limit counts requests. Browser-safe. */
export const maxBatchSize = 10
