export { type Dataset, readDataset, type TableName, tableNames } from './dataset/dataset.ts'
export { type LoadOptions, type LoadOutcome, loadDataset } from './dataset/load.ts'
export { createRandom, type Random } from './random.ts'
