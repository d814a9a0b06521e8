import { BACKEND_NAME, backendInfo } from '@featuremap/backend-wasm';
import { type ArrayDataset, DataLoader } from '@featuremap/datasets';
import { FeaturemapError } from '@featuremap/errors';
import { fashionMnist } from '@featuremap/fashion-mnist';
import { Layer, SGD, xavierUniform } from '@featuremap/layers';
import { leNet } from '@featuremap/lenet';
import { Generator } from '@featuremap/random';
import { evaluate, fit } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs-core';
import type { LayerMaps, Report, Request, Variant, WeightsFile } from './messages.ts';

const BATCH_SIZE = 128;
const TESTED_IMAGES = 2000;
const STEPS_PER_REPORT = 10;
const STEPS_PER_TEST = 50;

// Activations and pools of the two convolutions: the maps that a page can show.
const shownLayers = [2, 3, 5, 6];

const tell = (report: Report): void => postMessage(report);

let variant: Variant = 'modern';
let net: ReturnType<typeof leNet> | undefined;
let abort = new AbortController();
let paused: { promise: Promise<void>; resolve: () => void } | undefined;
let pixels: Float32Array | undefined;

const backend = startBackend();
const test = backend.then(() => fashionMnist({ split: 'test' }));
let train: Promise<ArrayDataset> | undefined;

async function startBackend(): Promise<void> {
  tf.enableProdMode();
  await tf.setBackend(BACKEND_NAME);
  tell({ kind: 'backend', threads: backendInfo().threads, isIsolated: globalThis.crossOriginIsolated });
}

/** A new network, trained until it is replaced. */
async function trainNet(chosen: Variant, lr: number): Promise<void> {
  abort.abort();
  abort = new AbortController();
  const { signal } = abort;
  resume();
  train ??= fashionMnist({ split: 'train' });
  const [images, tested] = await Promise.all([train, test]);
  if (signal.aborted) return;
  tell({ kind: 'data', images: images.length });

  variant = chosen;
  const trained = leNet({ variant }).init(0, { weight: xavierUniform() });
  net = trained;
  const validation = new DataLoader(tested.take(TESTED_IMAGES), { batchSize: 500 });
  await testNet(trained, validation, 0);
  let step = 0;
  let losses = 0;
  await fit(trained, new DataLoader(images, { batchSize: BATCH_SIZE, shuffle: true, generator: new Generator(0) }), {
    optimizer: new SGD(trained.parameters(), { lr }),
    epochs: 1000,
    signal,
    async onBatch({ loss, imagesPerSecond }) {
      step++;
      losses += loss;
      if (step % STEPS_PER_REPORT === 0) {
        tell({ kind: 'progress', step, loss: losses / STEPS_PER_REPORT, imagesPerSecond });
        losses = 0;
      }
      if (step % STEPS_PER_TEST === 0 || paused) await testNet(trained, validation, step);
      if (paused) tell({ kind: 'paused' });
      await paused?.promise;
    },
  }).finally(() => trained.dispose());
}

async function testNet(tested: ReturnType<typeof leNet>, loader: DataLoader, step: number): Promise<void> {
  const counts = Array.from({ length: 10 }, () => Array<number>(10).fill(0));
  const { accuracy } = await evaluate(tested, loader, {
    onBatch({ labels }, outputs) {
      const predicted = tf.tidy(() => tf.argMax(outputs, 1).dataSync());
      labels.forEach((label, i) => {
        counts[label]![predicted[i]!]!++;
      });
    },
  });
  tell({ kind: 'tested', step, accuracy, counts });
  look();
}

/** Tells what the network sees in the image of the reader's choice. */
function look(): void {
  if (pixels === undefined || net === undefined) return;
  const { layers } = net;
  const maps: LayerMaps[] = [];
  const shown = shownLayers.map((index) => layers[index]).filter((layer) => layer instanceof Layer);
  const stops = shown.map((layer) =>
    layer.registerForwardHook((output) => {
      const shape = output.shape.slice(1) as [number, number, number];
      maps.push({ layer: layer.name, shape, data: output.dataSync<'float32'>().slice() });
    }),
  );
  const probabilities = tf.tidy(() =>
    Array.from(tf.softmax(net!.forward(tf.tensor4d(pixels!, [1, 28, 28, 1]))).dataSync()),
  );
  for (const stop of stops) stop();
  tell({ kind: 'seen', probabilities, maps });
}

function resume(): void {
  paused?.resolve();
  paused = undefined;
}

async function pick(index: number): Promise<void> {
  const { pixels: image, label } = (await test).get(index);
  tell({ kind: 'picked', pixels: Float32Array.from(image.data, (byte) => byte / 255), label });
}

function save(trained: ReturnType<typeof leNet>): WeightsFile {
  const state = Object.entries(trained.stateDict({ layout: 'torch' }));
  const weights = Object.fromEntries(state.map(([path, { shape, data }]) => [path, { shape, data: Array.from(data) }]));
  return { variant, weights };
}

/** Puts the weights of a file in the place of the trained ones; training ends. */
async function load(file: WeightsFile): Promise<void> {
  abort.abort();
  resume();
  variant = file.variant;
  const loaded = leNet({ variant }).loadStateDict(file.weights, { layout: 'torch' });
  net = loaded;
  await testNet(loaded, new DataLoader((await test).take(TESTED_IMAGES), { batchSize: 500 }), 0);
}

async function answer(request: Request): Promise<void> {
  await backend;
  switch (request.kind) {
    case 'train':
      return trainNet(request.variant, request.lr);
    case 'pause':
      paused ??= Promise.withResolvers<void>();
      return;
    case 'resume':
      return resume();
    case 'look':
      pixels = request.pixels;
      return look();
    case 'pick':
      return pick(request.index);
    case 'save':
      return net && tell({ kind: 'weights', file: save(net) });
    case 'load':
      return load(request.file);
  }
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  answer(data).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') return; // another training took over
    tell({ kind: 'failed', sentence: FeaturemapError.is(error) ? error.sentence : String(error) });
  });
});
