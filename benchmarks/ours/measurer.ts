import { setThreads } from '@featuremap/backend-wasm';
import { ArrayDataset, DataLoader } from '@featuremap/datasets';
import { crossEntropy, type Sequential, SGD, xavierUniform } from '@featuremap/layers';
import { Generator } from '@featuremap/random';
import * as tf from '@tensorflow/tfjs-core';
import { type Answer, batchSizes, type NetworkName, type Request } from '../protocol.ts';
import { learningRates, networks } from './networks.ts';

/** Our side, in Node and in a page: what answers requests, given Fashion-MNIST's training images. */
export function measurer(clothes: ArrayDataset): (request: Request) => Promise<Answer> {
  const generator = new Generator(0);
  const colour = new ArrayDataset(
    Uint8Array.from(generator.randint(0, 256, 2048 * 32 * 32 * 3)),
    generator.randint(0, 10, 2048),
    { shape: [32, 32, 3], classes: clothes.classes },
  );
  const ready = new Map<NetworkName, { net: Sequential; optimizer: SGD; loader: DataLoader }>();

  function network(name: NetworkName) {
    let found = ready.get(name);
    if (found === undefined) {
      const net: Sequential = networks[name]().init(0, name === 'lenet-classic' ? { weight: xavierUniform() } : {});
      const dataset = name === 'small-vgg' ? colour : clothes;
      const loader = new DataLoader(dataset, { batchSize: batchSizes[name], shuffle: true, dropLast: true, generator });
      found = { net, optimizer: new SGD(net.parameters(), { lr: learningRates[name] }), loader };
      ready.set(name, found);
    }
    return found;
  }

  return async ({ network: name, mode, threads, warmup, steps }) => {
    await setThreads(threads);
    const { net, optimizer, loader } = network(name);
    if (mode === 'train') net.train();
    else net.eval();
    let begin = performance.now();
    const results: tf.Tensor[] = [];
    for await (const batch of forever(loader)) {
      const x = tf.tensor(batch.images, [...batch.shape]);
      const labels = tf.tensor1d(batch.labels, 'int32');
      const result =
        mode === 'train'
          ? optimizer.minimize(() => crossEntropy(net.forward(x), labels))
          : tf.tidy(() => tf.sum(tf.argMax(net.forward(x), 1)));
      results.push(result);
      tf.dispose([x, labels]);
      loader.recycle(batch);
      if (results.length === warmup) {
        result.dataSync();
        begin = performance.now();
      }
      if (results.length === warmup + steps) break;
    }
    const losses = results.map((result) => result.dataSync()[0]!);
    const seconds = (performance.now() - begin) / 1000;
    tf.dispose(results);
    const loss = losses.every(Number.isFinite) ? losses.at(-1)! : Number.NaN;
    return { images: steps * batchSizes[name], seconds, loss };
  };
}

async function* forever(loader: DataLoader) {
  for (;;) yield* loader;
}
