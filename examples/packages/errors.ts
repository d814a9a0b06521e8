// An error says what was received, which rule it breaks and what to try.
import { FeaturemapError, requireKnownOptions } from '@featuremap/errors';

try {
  requireKnownOptions('train', { batchsize: 256 }, ['batchSize', 'epochs']);
} catch (error) {
  if (!FeaturemapError.is(error)) throw error;
  console.log(error.code);
  console.log(error.message);
}
