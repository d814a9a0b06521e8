import { Generator } from '@featuremap/random';
import { messageOf, readGolden } from '@featuremap/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ArrayDataset,
  ConcatDataset,
  DataLoader,
  type DataLoaderOptions,
  type DataLoaderState,
  type Dataset,
  DistributedSampler,
  RandomSampler,
  type RandomSamplerOptions,
  type Sampler,
  SequentialSampler,
  Subset,
  stratifiedSplit,
  WeightedRandomSampler,
  type WeightedRandomSamplerOptions,
} from './index.ts';

interface Golden {
  random: { n: number; seed: number; options: Omit<RandomSamplerOptions, 'generator'>; epochs: number[][] }[];
  weighted: {
    weights: number[];
    seed: number;
    options: Omit<WeightedRandomSamplerOptions, 'generator'>;
    epochs: number[][];
  }[];
  distributed: { n: number; numReplicas: number; options: object; shares: number[][][] }[];
  loaders: { seed: number; weights: number[]; numSamples: number; epochs: number[][] }[];
}
const { cases } = readGolden<Golden>(new URL('../golden/samplers.json', import.meta.url));

/** n images of one pixel, whose byte is the index, with the given labels. */
function labelled(labels: readonly number[], classes = ['a', 'b', 'c']) {
  return new ArrayDataset(
    Uint8Array.from(labels, (_, i) => i),
    labels,
    { shape: [1, 1, 1], classes },
  );
}

async function orderOf(loader: DataLoader): Promise<number[]> {
  const order: number[] = [];
  for await (const { indices } of loader) order.push(...indices);
  return order;
}

describe('the order is PyTorch’s in every epoch', () => {
  const expectEpochs = (sampler: Sampler, epochs: number[][]) => {
    for (const epoch of epochs) {
      expect([...sampler]).toEqual(epoch);
      expect(sampler.length).toBe(epoch.length);
    }
  };

  test.each(cases.random)('RandomSampler n=$n $options', ({ n, seed, options, epochs }) => {
    expectEpochs(new RandomSampler({ length: n }, { ...options, generator: new Generator(seed) }), epochs);
  });

  test.each(cases.weighted)('WeightedRandomSampler $options', ({ weights, seed, options, epochs }) => {
    expectEpochs(new WeightedRandomSampler(weights, { ...options, generator: new Generator(seed) }), epochs);
  });

  test.each(cases.distributed)('DistributedSampler n=$n of $numReplicas $options', async (golden) => {
    const { n, numReplicas, options, shares } = golden;
    for (const [rank, epochs] of shares.entries()) {
      const sampler = new DistributedSampler({ length: n }, { ...options, numReplicas, rank });
      for (const [epoch, indices] of epochs.entries()) {
        sampler.setEpoch(epoch);
        expect([...sampler]).toEqual(indices);
        expect(sampler.length).toBe(indices.length);
      }
      const loader = new DataLoader(labelled(new Array(n).fill(0)), { sampler });
      for (const indices of epochs) expect(await orderOf(loader)).toEqual(indices);
    }
  });

  test.each(cases.loaders)('a DataLoader that shares its generator with its sampler, seed $seed', async (golden) => {
    const { seed, weights, numSamples, epochs } = golden;
    const generator = new Generator(seed);
    const sampler = new WeightedRandomSampler(weights, { numSamples, generator });
    const loader = new DataLoader(labelled(weights.map(() => 0)), { batchSize: 3, sampler, generator });
    for (const epoch of epochs) expect(await orderOf(loader)).toEqual(epoch);
    expect(loader.length).toBe(Math.ceil(numSamples / 3));
  });

  test('SequentialSampler, and samplers of an empty data set', () => {
    expect([...new SequentialSampler({ length: 3 })]).toEqual([0, 1, 2]);
    expect([...new RandomSampler({ length: 0 }, { generator: new Generator(0) })]).toEqual([]);
    expect([...new DistributedSampler({ length: 0 }, { numReplicas: 2, rank: 1 })]).toEqual([]);
  });
});

test('samplers refuse what they cannot draw', () => {
  const generator = new Generator(0);
  expect(messageOf(() => new RandomSampler({ length: 3 }, {} as RandomSamplerOptions))).toMatchInlineSnapshot(`
    "RandomSampler: needs a generator
      Try       { generator: new Generator(seed) }"
  `);
  expect(messageOf(() => new RandomSampler(3 as never, { generator }))).toMatchInlineSnapshot(
    `"RandomSampler: dataset must be a data set, or { length }, not 3"`,
  );
  expect(messageOf(() => new RandomSampler({ length: 0 }, { generator, numSamples: 2 }))).toMatchInlineSnapshot(
    `"RandomSampler: 2 indices cannot be drawn from a data set of length 0"`,
  );
  expect(messageOf(() => new RandomSampler({ length: 3 }, { generator, numSamples: 0 }))).toMatchInlineSnapshot(
    `"RandomSampler: numSamples must be an integer of at least 1, not 0"`,
  );
  const weighted = (weights: number[], numSamples: number, replacement = true) =>
    messageOf(() => new WeightedRandomSampler(weights, { numSamples, replacement, generator }));
  expect(weighted([1, -1], 1)).toMatchInlineSnapshot(
    `"WeightedRandomSampler: weights[1] must be a number from 0 to 1.7976931348623157e+308, not -1"`,
  );
  expect(weighted([1, Number.NaN], 1)).toMatchInlineSnapshot(
    `"WeightedRandomSampler: weights[1] must be a number from 0 to 1.7976931348623157e+308, not NaN"`,
  );
  expect(weighted([0, 0], 1)).toMatchInlineSnapshot(
    `"WeightedRandomSampler: the weights must have a finite sum above 0"`,
  );
  expect(weighted([1, 0, 2], 3, false)).toMatchInlineSnapshot(`
    "WeightedRandomSampler: 3 samples cannot be drawn without replacement from 2 weights above 0
      Try       replacement: true, or numSamples: 2"
  `);
  expect(messageOf(() => new DistributedSampler({ length: 3 }, { numReplicas: 2, rank: 2 }))).toMatchInlineSnapshot(
    `"DistributedSampler: rank must be an integer from 0 to 1, not 2"`,
  );
  const sampler = new SequentialSampler({ length: 3 });
  const both = { shuffle: true, generator, sampler };
  expect(messageOf(() => new DataLoader(labelled([0]), both))).toMatchInlineSnapshot(`
    "DataLoader: either shuffle or a sampler, not both
      Rule      a sampler gives the order by itself
      Try       leave out shuffle, and use a RandomSampler for a random order"
  `);
});

describe('ConcatDataset', () => {
  test('gives the samples of all, one by one and in batches', async () => {
    const both = new ConcatDataset([labelled([0, 1]), labelled([]), new Subset(labelled([2, 1, 0]), [2, 0])]);
    expect([both.length, both.shape, both.labels]).toEqual([4, [1, 1, 1], Int32Array.of(0, 1, 0, 2)]);
    expect([both.get(3).pixels.data[0], both.get(2).label]).toEqual([0, 0]);
    for await (const { images, labels } of new DataLoader(both, { batchSize: 4 })) {
      expect([...images]).toEqual([0, 1, 2, 0].map((byte) => Math.fround(byte / 255)));
      expect([...labels]).toEqual([0, 1, 0, 2]);
    }
  });

  test('refuses other classes, and an index that is too large', () => {
    expect(messageOf(() => new ConcatDataset([labelled([0]), labelled([0], ['b'])]))).toMatchInlineSnapshot(`
      "ConcatDataset: data set 1 has other classes than the first one
        Received  ['a', 'b', 'c'] and ['b']
        Rule      the same classes in the same order, as a label is an index into them"
    `);
    expect(messageOf(() => new ConcatDataset([]))).toMatchInlineSnapshot(
      `"ConcatDataset: expects a list of data sets, not []"`,
    );
    expect(messageOf(() => new ConcatDataset([labelled([0])]).get(1))).toMatchInlineSnapshot(
      `"ConcatDataset.get: index must be an integer from 0 to 0, not 1"`,
    );
  });
});

describe('stratifiedSplit', () => {
  test('each part has its share of each class, and all samples come once', () => {
    const splits = fc.record({
      labels: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 80 }),
      cuts: fc.array(fc.nat(80), { maxLength: 4 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(splits, ({ labels, cuts, seed }) => {
        const ends = [...cuts.map((cut) => cut % labels.length).sort((a, b) => a - b), labels.length];
        const sizes = ends.map((end, i) => end - (ends[i - 1] ?? 0));
        const parts = stratifiedSplit(labelled(labels), sizes, new Generator(seed));
        expect(parts.map((part) => part.length)).toEqual(sizes);
        const all = parts.flatMap((part) => [...part.indices]).sort((a, b) => a - b);
        expect(all).toEqual([...labels.keys()]);
        for (const part of parts) {
          for (const label of [0, 1, 2]) {
            const share = (labels.filter((l) => l === label).length * part.length) / labels.length;
            expect(Math.abs(part.labels!.filter((l) => l === label).length - share)).toBeLessThan(2);
          }
        }
      }),
    );
  });

  test('the same seed gives the same parts; fractions are allowed; labels are needed', () => {
    const dataset = labelled(Array.from({ length: 30 }, (_, i) => i % 3));
    const split = (seed: number) =>
      stratifiedSplit(dataset, [0.8, 0.2], new Generator(seed)).map((p) => [...p.indices]);
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
    expect(split(1).map((part) => part.length)).toEqual([24, 6]);
    const unlabelled: Dataset = { length: 1, classes: ['a'], shape: undefined, get: () => dataset.get(0) };
    expect(messageOf(() => stratifiedSplit(unlabelled, [1], new Generator(0)))).toMatchInlineSnapshot(`
      "stratifiedSplit: the data set does not know its labels
        Rule      labels: the class of each sample
        Try       randomSplit, or a data set with labels"
    `);
  });
});

describe('state and resume', () => {
  const kinds: [string, () => DataLoaderOptions][] = [
    ['in order', () => ({})],
    ['shuffled', () => ({ shuffle: true, generator: new Generator(3) })],
    [
      'by a sampler of its own generator',
      () => ({
        sampler: new WeightedRandomSampler([1, 2, 3, 4, 5, 6, 7], { numSamples: 7, generator: new Generator(4) }),
        generator: new Generator(5),
      }),
    ],
    [
      'by a sampler that shares the generator',
      () => {
        const generator = new Generator(6);
        return { sampler: new RandomSampler({ length: 7 }, { generator }), generator };
      },
    ],
    [
      'as one of two processes',
      () => ({ sampler: new DistributedSampler({ length: 7 }, { numReplicas: 2, rank: 1 }) }),
    ],
  ];
  test.each(kinds)('%s, after every batch of two epochs', async (_name, options) => {
    const draws = (generator: Generator | undefined) => generator?.random() ?? 0;
    const dataset: Dataset = {
      length: 7,
      classes: ['a'],
      shape: undefined,
      get: (index, generator) => ({
        pixels: { data: Uint8Array.of(index, draws(generator) * 256), width: 2, height: 1, channels: 1 },
        label: 0,
      }),
    };
    const open = () => new DataLoader(dataset, { ...options(), batchSize: 2 });
    const run = async (loader: DataLoader, epochs: number, states?: DataLoaderState[]) => {
      const seen: number[][] = [];
      for (let epoch = 0; epoch < epochs; epoch++) {
        for await (const { indices, images } of loader) {
          seen.push([...indices, ...images]);
          states?.push(JSON.parse(JSON.stringify(loader.state())));
        }
      }
      return seen;
    };
    const loader = open();
    const states = [loader.state()];
    const whole = await run(loader, 2, states);
    for (const [done, state] of states.entries()) {
      const again = open();
      again.resume(state);
      expect(await run(again, 2 - state.epoch)).toEqual(whole.slice(done));
    }
    expect(loader.state().epoch).toBe(2);
  });

  test('refuses a state of another loader', () => {
    const loader = new DataLoader(labelled([0, 1, 2]), { batchSize: 2 });
    const state = loader.state();
    const other = new DataLoader(labelled([0]), { shuffle: true, generator: new Generator(0) });
    expect(messageOf(() => other.resume(state))).toMatchInlineSnapshot(`
      "DataLoader.resume: the state is of a loader with other generators
        Received  no generator, no generator of the sampler
        Try       a loader with the same options as the one that gave the state"
    `);
    expect(messageOf(() => loader.resume({ ...state, batch: 3 }))).toMatchInlineSnapshot(
      `"DataLoader.resume: state.batch must be an integer from 0 to 2, not 3"`,
    );
    expect(messageOf(() => loader.resume({} as DataLoaderState))).toMatchInlineSnapshot(
      `"DataLoader.resume: state.epoch must be an integer of at least 0, not undefined"`,
    );
    expect(messageOf(() => loader.resume(null as never))).toMatchInlineSnapshot(`
      "DataLoader.resume: options must be an object, not null
        Rule      the options are epoch, batch, generator, sampler"
    `);
  });
});
