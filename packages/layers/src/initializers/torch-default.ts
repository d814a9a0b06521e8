import type { Shape } from '@featuremap/shapes';
import { fans, type Initializer, uniformWithin } from './initializer.ts';
import { kaimingUniform } from './kaiming.ts';

/** How PyTorch initializes the weight of a convolution or linear layer that nobody initializes. */
export const defaultWeight: Initializer = kaimingUniform({ a: Math.sqrt(5) });

/** How PyTorch initializes the bias beside a weight of a shape: U(-1/√fanIn, 1/√fanIn). */
export function defaultBias(weightShape: Shape): Initializer {
  const bound = 1 / Math.sqrt(fans(weightShape).in);
  return (shape, generator) => uniformWithin(shape, bound, generator);
}
