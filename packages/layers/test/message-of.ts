import { FeaturemapError } from '@featuremap/errors';

/** The message of the Featuremap error that `act` throws. */
export function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (FeaturemapError.is(error)) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}
