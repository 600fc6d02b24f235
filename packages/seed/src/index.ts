export { type Dataset, readDataset, type TableName, tableNames } from './dataset.ts'
export { type LoadOptions, type LoadOutcome, loadDataset } from './load.ts'
export { createRandom, type Random } from './random.ts'
