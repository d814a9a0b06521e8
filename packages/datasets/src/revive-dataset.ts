import type { Dataset } from './dataset.ts';
import { functionOf } from './function-of.ts';
import * as builtIns from './index.ts';
import * as nodeBuiltIns from './node/index.ts';
import { isPlain, isTransform, reviveTransform } from './revive-transform.ts';
import type { WorkerDataset } from './worker-dataset.ts';

type DatasetConstructor = new (...args: unknown[]) => Dataset;

/** Makes the data set again that `toWorkerDataset` described. */
export async function reviveDataset({ dataset, args, module }: WorkerDataset): Promise<Dataset> {
  const exports: object =
    module === undefined ? { ...builtIns, ...nodeBuiltIns } : await import(/* @vite-ignore */ module);
  const url = module ?? '@featuremap/datasets';
  const DatasetClass = functionOf(exports, dataset, { kind: 'class', url }) as unknown as DatasetConstructor;
  return new DatasetClass(...(await Promise.all(args.map(revive))));
}

async function revive(value: unknown): Promise<unknown> {
  if (isTransform(value)) return reviveTransform(value);
  if (isDataset(value)) return reviveDataset(value);
  if (Array.isArray(value)) return Promise.all(value.map(revive));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await revive(item)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function isDataset(value: unknown): value is WorkerDataset {
  return isPlain(value) && 'dataset' in value && typeof value.dataset === 'string' && 'args' in value;
}
