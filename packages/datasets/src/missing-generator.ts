import { ArgumentError } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';

/** Stands for a generator that was not passed: whoever draws from it gets a clear error. */
export function missingGenerator(caller: string): Generator {
  const refuse = () => {
    throw new ArgumentError(`${caller}: the transform draws at random and needs a generator`, {
      remedy: 'new DataLoader(dataset, { generator: new Generator(seed) }), or get(index, generator)',
    });
  };
  return new Proxy({}, { get: refuse }) as Generator;
}
