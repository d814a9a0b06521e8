// Our side in Node: reads a request a line, answers a line (see protocol.ts).
import { createInterface } from 'node:readline';
import { BACKEND_NAME } from '@featuremap/backend-wasm';
import { fashionMnist } from '@featuremap/fashion-mnist';
import * as tf from '@tensorflow/tfjs-core';
import { measurer } from './measurer.ts';

await tf.setBackend(BACKEND_NAME);
const measure = measurer(await fashionMnist({ split: 'train' }));

process.stdout.write(`${JSON.stringify({ version: `${BACKEND_NAME} on Node ${process.versions.node}` })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await measure(JSON.parse(line)))}\n`);
}
process.exit();
