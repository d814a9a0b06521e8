// LeNet in its two variants; `pnpm start` trains it.
import { BACKEND_NAME } from '@featuremap/backend-wasm';
import { leNet } from '@featuremap/lenet';
import * as tf from '@tensorflow/tfjs-core';

tf.enableProdMode();
await tf.setBackend(BACKEND_NAME);
for (const variant of ['classic', 'modern'] as const) {
  const net = leNet({ variant }).init(0).eval();
  const scores = net.forward(tf.zeros([1, 28, 28, 1]));
  console.log(`${variant}: ${net.params()} parameters, one image gives [${scores.shape.join(', ')}]`);
  console.log(`  ${net.layers.map(({ name }) => name).join(', ')}`);
}
