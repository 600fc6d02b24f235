import { effects } from '../effects.ts'
import { filmChance, lastPlayEnds, nextChance } from '../viewing/ends-of-plays.ts'
import { episodes } from '../weights/viewing-weights.ts'
import type { World } from '../world.ts'

/** Without modes of completion a play ends anywhere from .3 to 100 %: a tenth of these, 90 to 100 %, is complete. */
const evenly = 1_000 / 9_970

/**
 * Tells the chance that a play of somebody so satisfied is seen to 90 percent and more. A sitting with a film is one play; one with a series
 * has 1 ÷ (1 − next) on average, the last of which ends as last plays do.
 */
export function completionChance(world: World): (satisfaction: number) => number {
  if (!effects(world.scenario).completion_modes) return () => evenly
  const films = filmChance(world)
  const next = nextChance(world.scenario)
  const series = 1 - films
  const passed = (series * next) / (1 - next)
  return (satisfaction) =>
    (films * lastPlayEnds(true, satisfaction).finished +
      series * lastPlayEnds(false, satisfaction).finished +
      passed * (1 - episodes.creditsSkipped)) /
    (films + series + passed)
}
