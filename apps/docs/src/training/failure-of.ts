import { FeaturemapError } from '@featuremap/errors';
import { type ShownError, shownError } from '../components/shown-error.ts';

/** What to show of an error in a worker: nothing when a training was ended by a newer one. */
export function failureOf(error: unknown): ShownError | undefined {
  if (error instanceof DOMException && error.name === 'AbortError') return undefined;
  return FeaturemapError.is(error) ? shownError(error) : { sentence: String(error), lang: 'en' };
}
