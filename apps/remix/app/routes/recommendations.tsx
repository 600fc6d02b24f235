import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import type { Caller } from '@streaming/trpc-router/server'
import { useEffect } from 'react'
import { ProgressList } from '../components/charts/progress-list.tsx'
import { Card } from '../components/frame/card.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { DataTable } from '../components/tables/data-table.tsx'
import { definitions } from '../display/definitions.ts'
import { formatInstant, formatNumber } from '../display/format.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Recommender · Streaming service' }]

type Status = Awaited<ReturnType<Caller['recommendations']['status']>>
type Model = NonNullable<Status['model']>
type Training = NonNullable<Status['training']>

export const loader = pageFor('reports', async (args: LoaderFunctionArgs) => {
  return args.context.caller.recommendations.status()
})

/** As docs/recommendations.md calls them. */
const names: Record<string, string> = {
  popularity: 'Popularity',
  'item-knn': 'Item-kNN',
  ease: 'EASE',
  rp3beta: 'RP3beta',
  possible: 'Best possible',
}
const share = (value: number) => `${formatNumber(Math.round(value * 1_000) / 10)}%`

export default function Recommender() {
  const { model, training } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title="Recommender">What recommendations are made of, and what they are worth.</PageHead>
      {training !== null && <Running training={training} />}
      {model !== null && <Trained model={model} />}
      {model === null && training === null && (
        <p className="panel">
          It is not trained yet: users get what is popular. The server trains it by itself where
          TRAIN_EVERY_HOURS says so; npm run recommend -- train does it now.
        </p>
      )}
    </>
  )
}

const lookAgainMs = 2_000

/** A training that runs; the page looks again until it has ended. */
function Running({ training }: { training: Training }) {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (state !== 'idle') return
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') revalidate()
    }, lookAgainMs)
    const onVisible = () => document.visibilityState === 'visible' && revalidate()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [revalidate, state])
  const percent = Math.round((training.share ?? 0) * 100)
  return (
    <section className="panel mb-4 lg:mb-6" aria-label="Training">
      <ProgressList
        label="The training that runs now"
        items={[
          {
            key: 'training',
            name: 'A training runs',
            detail: `since ${formatInstant(training.started_at)} UTC · ${training.stage ?? 'it has just begun'}`,
            percent,
            label: `${percent}%`,
          },
        ]}
      />
      <p className="quiet mt-2 text-sm">
        Until it has ended, users get what the model before recommends, or what is popular.
      </p>
      <noscript>
        <a className="text-sm underline" href="/recommendations">
          Look again
        </a>
      </noscript>
    </section>
  )
}

function Trained({ model }: { model: Model }) {
  const facts = [
    ['Model', names[model.model] ?? model.model],
    ['Trained (UTC)', formatInstant(model.trained_at)],
    ['Learnt from', `${formatNumber(model.interactions)} pairs of user and title`],
    ['Users', formatNumber(model.users)],
    ['Titles', formatNumber(model.titles)],
    ['Training took', `${formatNumber(Math.round(model.seconds * 10) / 10)} s`],
    [
      'Neighbours a title',
      `${formatNumber(model.neighbours)} on average, which keep ${share(model.kept)} of the nDCG`,
    ],
    [
      'A watch counts',
      model.weighting === 'any' ? 'the same, however much was seen' : 'by the most that was seen at once',
    ],
  ]
  // A best of 0, where nobody was judged, has no shares.
  const possible = model.rankings.find(({ name }) => name === 'possible')?.at[10].ndcg || undefined
  const judged = model.rankings[0]?.users ?? 0
  const best = Math.max(...model.rankings.map(({ at }) => at[10].ndcg))
  return (
    <>
      <dl className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4 lg:gap-6">
        {facts.map(([label, value]) => (
          <div key={label} className="panel">
            <dt className="quiet text-sm">{label}</dt>
            <dd className="mt-1 font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <Card
        title="Ranking what was held out: nDCG at 10"
        note={`a tenth of the titles of ${formatNumber(judged)} users${judged < 100 ? ', so few that chance decides' : ''}${possible === undefined ? '' : '; in brackets the share of the best possible, by the simulator’s truth'}`}
        about={definitions.rankings}
        source="/api/recommendation-model"
        csv={false}
        card={{ data: model.rankings, fault: null }}
        isEmpty={(rankings) => rankings.length === 0}
        empty="Nothing was held out."
        className="mt-4 lg:mt-6"
        table={(rankings) => <Figures rankings={rankings} possible={possible} />}
      >
        {(rankings) => (
          <ProgressList
            label="nDCG at 10 by ranking"
            items={rankings.map(({ name, at, coverage, novelty, popularity }) => ({
              key: name,
              name: names[name] ?? name,
              detail: `coverage ${share(coverage)} · novelty ${novelty.toFixed(1)} bits · mean place by popularity ${share(popularity)}`,
              percent: best === 0 ? 0 : (at[10].ndcg / best) * 100,
              label: `${at[10].ndcg.toFixed(4)}${possible === undefined ? '' : ` (${share(at[10].ndcg / possible)})`}`,
              color: name === model.model ? 'indigo' : 'cyan',
            }))}
          />
        )}
      </Card>
    </>
  )
}

function Figures({ rankings, possible }: { rankings: Model['rankings']; possible: number | undefined }) {
  return (
    <DataTable
      caption="Rankings and what they are worth"
      rows={rankings}
      columns={[
        { name: 'Ranking', value: ({ name }) => names[name] ?? name },
        { name: 'nDCG at 10', numeric: true, value: ({ at }) => at[10].ndcg.toFixed(4) },
        ...(possible === undefined
          ? []
          : [
              {
                name: 'Of the possible',
                numeric: true,
                value: ({ at }: Model['rankings'][number]) => share(at[10].ndcg / possible),
              },
            ]),
        { name: 'Recall at 10', numeric: true, value: ({ at }) => at[10].recall.toFixed(4) },
        { name: 'Precision at 10', numeric: true, value: ({ at }) => at[10].precision.toFixed(4) },
        { name: 'MAP at 10', numeric: true, value: ({ at }) => at[10].map.toFixed(4) },
        { name: 'nDCG at 20', numeric: true, value: ({ at }) => at[20].ndcg.toFixed(4) },
        { name: 'Coverage', numeric: true, value: ({ coverage }) => share(coverage) },
        { name: 'Novelty (bits)', numeric: true, value: ({ novelty }) => novelty.toFixed(1) },
        { name: 'Popularity bias (mean place)', numeric: true, value: ({ popularity }) => share(popularity) },
      ]}
    />
  )
}
