import { backendInfo } from '@featuremap/backend-wasm';
import { DataLoader } from '@featuremap/datasets';
import { Layer, SGD, xavierUniform } from '@featuremap/layers';
import { leNet } from '@featuremap/lenet';
import { Generator } from '@featuremap/random';
import { type BatchEvent, evaluate, fit } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { ArrivingImages } from '../training/arriving-images.ts';
import { failureOf } from '../training/failure-of.ts';
import { imagesPerPart, testPart, trainParts } from '../training/parts.ts';
import { startBackend } from '../training/start-backend.ts';
import type { LayerMaps, Report, Request, Variant, WeightsFile } from './messages.ts';

const BATCH_SIZE = 128;
const STEPS_PER_REPORT = 10;
const STEPS_PER_TEST = 50;

type LeNet = ReturnType<typeof leNet>;

// Activations and pools of the two convolutions: the maps that a page can show.
const shownLayers = [2, 3, 5, 6];

const tell = (report: Report): void => postMessage(report);

let variant: Variant = 'modern';
let net: LeNet | undefined;
/** `net` while no training holds it: disposed of before another takes its place. */
let idle: LeNet | undefined;
let abort = new AbortController();
let paused: { promise: Promise<void>; resolve: () => void } | undefined;
let pixels: Float32Array | undefined;

const backend = startBackend().then(() =>
  tell({ kind: 'backend', threads: backendInfo().threads, isIsolated: globalThis.crossOriginIsolated }),
);
const testImages = new ArrivingImages(imagesPerPart.test);
const test = testImages.fetchPart(testPart).then(() => testImages.dataset());
const trainImages = new ArrivingImages(trainParts.length * imagesPerPart.train);
let arriving: Promise<void> | undefined;

/** Fetches the parts that are missing, one after another; resolves as soon as there is one to begin with. */
async function fetchTrainImages(): Promise<void> {
  const first = Promise.withResolvers<void>();
  if (trainImages.arrived > 0) first.resolve();
  arriving ??= (async () => {
    for (const part of trainParts.slice(trainImages.arrived / imagesPerPart.train)) {
      await trainImages.fetchPart(part);
      tell({ kind: 'data', images: trainImages.arrived, of: trainImages.capacity });
      first.resolve();
    }
  })();
  arriving.catch((error: unknown) => {
    arriving = undefined; // the next training asks again
    first.reject(error);
    tellFailure(error);
  });
  return first.promise;
}

/** Ends what runs; from here on only what this signal belongs to may report. */
function begin(): AbortSignal {
  abort.abort();
  abort = new AbortController();
  resume();
  idle?.dispose();
  [net, idle] = [undefined, undefined];
  return abort.signal;
}

/** A new network, trained until it is replaced. */
async function trainNet(chosen: Variant, lr: number): Promise<void> {
  const signal = begin();
  const [tested] = await Promise.all([test, fetchTrainImages()]);
  if (signal.aborted) return;

  variant = chosen;
  const trained = leNet({ variant }).init(0, { weight: xavierUniform() });
  net = trained;
  const validation = new DataLoader(tested, { batchSize: 500 });
  let step = 0;
  let losses = 0;
  const optimizer = new SGD(trained.parameters(), { lr });
  const generator = new Generator(0);
  async function onBatch({ loss, imagesPerSecond }: BatchEvent): Promise<void> {
    signal.throwIfAborted();
    step++;
    losses += loss;
    if (step % STEPS_PER_REPORT === 0) {
      tell({ kind: 'progress', step, loss: losses / STEPS_PER_REPORT, imagesPerSecond });
      losses = 0;
    }
    if (step % STEPS_PER_TEST === 0 || paused) await testNet(trained, validation, step, signal);
    if (paused) tell({ kind: 'paused' });
    await paused?.promise;
  }
  try {
    await testNet(trained, validation, 0, signal);
    // Each time through the images that have arrived by then; the signal ends it.
    for (;;) {
      const loader = new DataLoader(trainImages.dataset(), { batchSize: BATCH_SIZE, shuffle: true, generator });
      await fit(trained, loader, { optimizer, signal, onBatch });
    }
  } finally {
    if (net === trained) idle = trained;
    else trained.dispose();
  }
}

async function testNet(tested: LeNet, loader: DataLoader, step: number, signal: AbortSignal): Promise<void> {
  const counts = Array.from({ length: 10 }, () => Array<number>(10).fill(0));
  const { accuracy } = await evaluate(tested, loader, {
    signal,
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

function save(trained: LeNet): WeightsFile {
  const state = Object.entries(trained.stateDict({ layout: 'torch' }));
  const weights = Object.fromEntries(state.map(([path, { shape, data }]) => [path, { shape, data: Array.from(data) }]));
  return { variant, weights };
}

/** Puts the weights of a file in the place of the trained ones; training ends. */
async function load(file: WeightsFile): Promise<void> {
  const signal = begin();
  variant = file.variant;
  const loaded = leNet({ variant }).loadStateDict(file.weights, { layout: 'torch' });
  [net, idle] = [loaded, loaded];
  await testNet(loaded, new DataLoader(await test, { batchSize: 500 }), 0, signal);
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

function tellFailure(thrown: unknown): void {
  const error = failureOf(thrown);
  if (error) tell({ kind: 'failed', error });
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  answer(data).catch(tellFailure);
});
