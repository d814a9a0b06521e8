// Our side in a page: `measure` answers requests (see protocol.ts).
import { BACKEND_NAME, backendInfo } from '@featuremap/backend-wasm';
import { fashionMnist } from '@featuremap/fashion-mnist';
import * as tf from '@tensorflow/tfjs-core';
import { measurer } from '../ours/measurer.ts';
import type { Request } from '../protocol.ts';

async function load() {
  await tf.setBackend(BACKEND_NAME);
  return measurer(await fashionMnist({ split: 'train', folder: '/' }));
}

let loaded: ReturnType<typeof load> | undefined;

async function measure(request: Request) {
  loaded ??= load();
  const answer = await (await loaded)(request);
  const { threads, reason } = backendInfo();
  if (threads !== request.threads) throw new Error(`the page has ${threads} threads: ${reason}`);
  return answer;
}

Object.assign(globalThis, { measure });
