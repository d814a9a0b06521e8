export { ArrayDataset, type ArrayDatasetOptions } from './array-dataset.ts';
export { type Batch, DataLoader, type DataLoaderOptions } from './data-loader.ts';
export type { Dataset, Sample } from './dataset.ts';
export { type Idx, type ReadIdxOptions, readIdx } from './idx.ts';
export { randomSplit } from './random-split.ts';
export { Subset } from './subset.ts';
