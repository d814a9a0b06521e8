import { type GoldenArray, readGolden } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import { Generator } from './index.ts';

interface Case {
  readonly seed: string;
  readonly calls: readonly {
    readonly method: string;
    readonly arguments: readonly number[];
    readonly length: number;
    readonly ends: GoldenArray;
  }[];
}

const { cases } = readGolden<readonly Case[]>(new URL('../golden/torch-generator.json', import.meta.url));

function draw(generator: Generator, method: string, [a, b, c]: readonly number[]): Float32Array | Int32Array {
  switch (method) {
    case 'rand':
      return generator.rand(a!);
    case 'randn':
      return generator.randn(a!);
    case 'randint':
      return generator.randint(a!, b!, c!);
    case 'randperm':
      return generator.randperm(a!);
    case 'uniform':
      return generator.uniform(new Float32Array(a!), b, c);
    case 'normal':
      return generator.normal(new Float32Array(a!), b, c);
    case 'bernoulli':
      return generator.bernoulli(new Float32Array(a!), b!);
    default:
      throw new Error(`no method ${method}`);
  }
}

/** What the golden file keeps of a long result. */
function ends(drawn: Float32Array | Int32Array): number[] {
  return drawn.length <= 96 ? [...drawn] : [...drawn.subarray(0, 48), ...drawn.subarray(-48)];
}

describe("the numbers are PyTorch's, bit for bit", () => {
  test.each(
    cases.map(({ seed, calls }) => ({
      seed,
      calls,
      title: calls.map((call) => `${call.method}(${call.arguments.join(', ')})`).join(' '),
    })),
  )('seed $seed: $title', ({ seed, calls }) => {
    const generator = new Generator(BigInt(seed));
    for (const { method, arguments: args, length, ends: expected } of calls) {
      const drawn = draw(generator, method, args);
      expect(drawn.length).toBe(length);
      expect(ends(drawn), `${method}(${args.join(', ')})`).toEqual([...expected.data]);
    }
  });
});
