import type { Generator } from '@featuremap/random';

/**
 * The indices 0 to length - 1 in random order, drawing from the generator exactly as one epoch of PyTorch's DataLoader
 * with `shuffle=True` and that generator does: a 64-bit seed for its workers, the permutation, and, when the last index
 * has been taken, a second permutation that its sampler makes and throws away. So the epochs that follow agree too.
 */
export function* randomOrder(length: number, generator: Generator): Iterable<number> {
  const words = 2;
  generator.randint(0, 2, words);
  yield* generator.randperm(length);
  generator.randperm(length);
}
