import type { Shape } from '@featuremap/shapes';
import { fans, type Initialiser, uniformWithin } from './initialiser.ts';
import { kaimingUniform } from './kaiming.ts';

/** How PyTorch initialises the weight of a convolution or linear layer that nobody initialises. */
export const defaultWeight: Initialiser = kaimingUniform({ a: Math.sqrt(5) });

/** How PyTorch initialises the bias beside a weight of a shape: U(-1/√fanIn, 1/√fanIn). */
export function defaultBias(weightShape: Shape): Initialiser {
  const bound = 1 / Math.sqrt(fans(weightShape).in);
  return (shape, generator) => uniformWithin(shape, bound, generator);
}
