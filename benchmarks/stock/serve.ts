// Stock tfjs: its own layers on one of its own backends, the argument. Reads a request a line, answers a line (see
// protocol.ts). What it is fed does not change its speed, so the images are made up.
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { type Answer, batchSizes, type Request } from '../protocol.ts';
import { stockNetworks } from './networks.ts';

const backend = process.argv[2]!;
/** The CPU backend would take minutes for a whole batch. */
const MOST_IMAGES = backend === 'cpu' ? 4 : 256;
await tf.setBackend(backend);

async function run({ network, mode, warmup, steps }: Request): Promise<Answer> {
  const net = stockNetworks[network]();
  net.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
  const batch = Math.min(MOST_IMAGES, batchSizes[network]);
  const [, ...shape] = net.inputs[0]!.shape as number[];
  const x = tf.randomUniform([batch, ...shape], 0, 1, 'float32', 1);
  const classes = Int32Array.from({ length: batch }, (_, i) => i % 10);
  const labels = tf.oneHot(tf.tensor1d(classes, 'int32'), 10);
  let begin = performance.now();
  let loss = Number.NaN;
  for (let done = 0; done < warmup + steps; done++) {
    if (done === warmup) begin = performance.now();
    loss =
      mode === 'train'
        ? ((await net.trainOnBatch(x, labels)) as number)
        : tf.tidy(() => tf.sum(tf.argMax(net.predict(x) as tf.Tensor, 1)).dataSync()[0]!);
  }
  return { images: steps * batch, seconds: (performance.now() - begin) / 1000, loss };
}

process.stdout.write(`${JSON.stringify({ version: `tfjs ${tf.version_core}, ${backend}` })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line)))}\n`);
}
process.exit();
