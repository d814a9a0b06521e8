import { ArgumentError, FeaturemapError, show } from '@featuremap/errors';
import type { Dataset } from './dataset.ts';
import { requireModuleUrl } from './require-module-url.ts';

/**
 * What a worker thread needs to make a data set again: plain data and typed arrays, no functions. Other data sets among
 * the arguments stand as their own `WorkerDataset`, transforms as their JSON.
 */
export interface WorkerDataset {
  /** The name of the class, which the worker calls with `new`. */
  readonly dataset: string;
  /** The arguments of its constructor. */
  readonly args: readonly unknown[];
  /** The URL of the module that exports the class: `import.meta.url` in that module. Left out by this package's own. */
  readonly module?: string;
}

/** The description of a data set for a worker. */
export function toWorkerDataset(dataset: Dataset): WorkerDataset {
  if (dataset.toWorker !== undefined) {
    const description = dataset.toWorker();
    const { module } = description;
    if (module !== undefined) requireModuleUrl('DataLoader', `the module of ${nameOf(dataset)}`, module);
    return description;
  }
  throw new ArgumentError(`DataLoader: ${nameOf(dataset)} cannot go to a worker thread`, {
    rule: 'a data set reaches a worker as plain data: its class, the URL of its module, and arguments',
    remedy: 'a method toWorker() that returns { dataset, args, module }, or numWorkers: 0',
  });
}

/** The description of a transform for a worker: its JSON. */
export function toWorkerTransform(caller: string, transform: object): unknown {
  const refuse = (received?: string) => {
    throw new ArgumentError(`${caller}: the transform ${nameOf(transform)} cannot go to a worker thread`, {
      ...(received !== undefined && { received }),
      rule: 'a transform reaches a worker as JSON: { transform, args }, and the URL of its module if it is your own',
      remedy: 'a class with a method toJSON() that returns { transform, args, module }, or numWorkers: 0',
    });
  };
  if (!('toJSON' in transform) || typeof transform.toJSON !== 'function') return refuse();
  try {
    return transform.toJSON();
  } catch (cause) {
    return refuse(FeaturemapError.is(cause) ? cause.sentence : String(cause));
  }
}

function nameOf(value: object): string {
  const { name } = value.constructor;
  return name === 'Object' ? `the object ${show(Object.keys(value))}` : name;
}
