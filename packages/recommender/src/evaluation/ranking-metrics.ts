/**
 * How good a list of items is for a user whose held-out items are known. Relevance is yes or no. The formulas are those
 * of Järvelin and Kekäläinen (Cumulated gain-based evaluation of IR techniques, TOIS 2002) for nDCG with log2, and of
 * the evaluation in Microsoft Recommenders for the rest.
 */
export interface RankingMetrics {
  /** Share of the list's k places that hold a held-out item; a shorter list has empty places. */
  precision: number
  /** Share of the held-out items that are in the list. */
  recall: number
  /** Σ 1 / log2(place + 1) over hits, over the same of the best list possible: min(k, held out) hits at its head. */
  ndcg: number
  /** Mean over hits of the precision up to each, over min(k, held out). */
  map: number
}

/**
 * @param list best first
 * @param heldOut at least one item
 * @param k places of the list that count
 */
export function rankingMetrics(
  list: readonly number[],
  heldOut: ReadonlySet<number>,
  k: number,
): RankingMetrics {
  let [hits, gain, precisions] = [0, 0, 0]
  for (let place = 0; place < Math.min(k, list.length); place++) {
    if (!heldOut.has(list[place] ?? -1)) continue
    hits++
    gain += 1 / Math.log2(place + 2)
    precisions += hits / (place + 1)
  }
  const possible = Math.min(k, heldOut.size)
  let ideal = 0
  for (let place = 0; place < possible; place++) ideal += 1 / Math.log2(place + 2)
  return {
    precision: hits / k,
    recall: hits / heldOut.size,
    ndcg: gain / ideal,
    map: precisions / possible,
  }
}
