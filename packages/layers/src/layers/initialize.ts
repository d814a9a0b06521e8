import type { Generator } from '@featuremap/random';
import type { Initializer } from '../initializers/initializer.ts';
import { fillFromTorch, type Slot } from './parameter.ts';

/** What replaces the defaults when a network is initialized. */
export interface InitOptions {
  /** For the weights of convolutions and linear layers. */
  readonly weight?: Initializer;
  /** For the biases of convolutions and linear layers. */
  readonly bias?: Initializer;
}

/**
 * Draws the values of all slots as PyTorch does: the defaults when the layers are made, then the replacements, so that
 * the generator advances in the same way.
 */
export function initialize(slots: readonly Slot[], generator: Generator, { weight, bias }: InitOptions): void {
  const values = slots.map(({ spec }) => spec.initialize(spec.shape, generator));
  for (const [i, { spec }] of slots.entries()) {
    if (spec.role === 'weight' && weight !== undefined) values[i] = weight(spec.shape, generator);
    if (spec.role === 'bias' && bias !== undefined) values[i] = bias(spec.shape, generator);
  }
  for (const [i, slot] of slots.entries()) fillFromTorch(slot, values[i]!);
}
