export {
  addPaymentDeltas,
  addReviewDeltas,
  addUserDeltas,
  addWatchDeltas,
  watchDeltas,
} from './deltas/deltas.ts'
export { foldDeltas } from './deltas/fold.ts'
export { type KeepFoldedOptions, keepFolded } from './deltas/keep-folded.ts'
export { came, went } from './deltas/row-change.ts'
export { moveTitle } from './move-title.ts'
export { charged } from './payment-histories/charged.ts'
export { type LeadingInDays, leadingInDays } from './ranking/leading-in-days.ts'
export { type LeadingTitles, leadingTitles } from './ranking/leading-titles.ts'
export { type PopularInMonths, popularInMonths } from './ranking/popular-in-months.ts'
export { type OnRollup, rebuildRollups } from './rebuild.ts'
export { remakeRollups } from './remake-rollups.ts'
export { rollupRows } from './rollup-statements.ts'
export { isMeasure, type RollupName, rollupNames } from './rollups.ts'
export { type RollupCheck, verifyRollups } from './verify.ts'
export { activeUserRows } from './viewing/active-users.ts'
export { cohortWatchRows } from './viewing/cohort-watch-rows.ts'
export { userMonthRows } from './viewing/user-month-rows.ts'
export { viewerDayRows } from './viewing/viewer-days.ts'
export { type Parts, partsAtOnce, workInParts } from './work-in-parts.ts'
