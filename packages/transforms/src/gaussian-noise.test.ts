import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import { GaussianNoise } from './gaussian-noise.ts';

const image = { data: new Float32Array(3000).fill(0.5), height: 50, width: 20, channels: 3 };

test('adds mean + sigma·n, with n from the generator that was handed in', () => {
  const noise = new GaussianNoise({ mean: 0.1, sigma: 2, clip: false });
  const normal = new Generator(3).randn(3000);
  const expected = Float32Array.from(normal, (n) => 0.5 + 0.1 + 2 * n);
  expect(noise.run(image, new Generator(3)).data).toEqual(expected);
});

test('clips to 0..1, replays from JSON, and leaves the generator behind its draws', () => {
  const noise = new GaussianNoise({ sigma: 1 });
  const [generator, other] = [new Generator(3), new Generator(3)];
  const params = noise.params(image, generator);
  other.randn(3000);
  expect(generator.random()).toBe(other.random());
  const { data } = noise.apply(image, JSON.parse(JSON.stringify(params)));
  expect(data).toEqual(noise.apply(image, params).data);
  expect(Math.min(...data)).toBe(0);
  expect(Math.max(...data)).toBe(1);
});
