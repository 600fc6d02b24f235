import { SparkAreaChart } from '@tremor/react'

/** The chart of Sparkline, in a module of its own so that chart code is loaded after the page. */
export default function TremorSparkline({ values }: { values: readonly number[] }) {
  return (
    <SparkAreaChart
      className="h-10 w-full"
      data={values.map((value, index) => ({ index: String(index), value }))}
      index="index"
      categories={['value']}
      colors={['indigo']}
      minValue={0}
    />
  )
}
