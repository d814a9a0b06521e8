import type { Generator } from '@featuremap/random';

/** One float32 in [low, high), as `torch.empty(1).uniform_(low, high)`. */
export function drawUniform(generator: Generator, low: number, high: number): number {
  return generator.uniform(new Float32Array(1), low, high)[0]!;
}

/** One integer in [low, high), as `torch.randint(low, high, (1,))`. */
export function drawInteger(generator: Generator, low: number, high: number): number {
  return generator.randint(low, high, 1)[0]!;
}
