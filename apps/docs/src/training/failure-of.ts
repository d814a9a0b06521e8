import { FeaturemapError } from '@featuremap/errors';

/** What to say of an error: nothing when a training was ended by a newer one. */
export function failureOf(error: unknown): string | undefined {
  if (error instanceof DOMException && error.name === 'AbortError') return undefined;
  return FeaturemapError.is(error) ? error.sentence : String(error);
}
