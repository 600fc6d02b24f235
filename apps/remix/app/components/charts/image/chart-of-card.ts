import { createContext, useContext, useEffect } from 'react'

/** What a card is told by the chart in it. */
export const ChartOfCard = createContext<(isThere: boolean) => void>(() => {})

/** Tells the card that it shows a chart, of which there can be an image: the element with `data-chart`. */
export function useChartOfCard(): void {
  const tell = useContext(ChartOfCard)
  useEffect(() => {
    tell(true)
    return () => tell(false)
  }, [tell])
}
