import { FeaturemapError } from '@featuremap/errors';

/** The sentence of an error that one of our packages threw; anything else is a fault of the page and goes on. */
export function sentenceOf(error: unknown): string {
  if (FeaturemapError.is(error)) return error.sentence;
  throw error;
}
