import { requireOneOf } from '@featuremap/errors';

/** How the losses of the samples become one number: their mean, their sum, or not at all. */
export type Reduction = 'mean' | 'sum' | 'none';

/** Checks a reduction; the default is the mean. @throws {ArgumentError} */
export function requireReduction(caller: string, reduction: unknown): Reduction {
  return requireOneOf(caller, 'reduction', reduction ?? 'mean', ['mean', 'sum', 'none']);
}
