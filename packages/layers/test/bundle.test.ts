// The package in the three ways in which it is used: as modules of Node, through require(), and bundled.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const program = `
const x = tf.randomUniform([4, 8, 8, 1], 0, 1, 'float32', 1);
const labels = tf.tensor1d([0, 1, 2, 0], 'int32');
const { Conv2d, crossEntropy, Flatten, input, Linear, MaxPool2d, ReLU, SGD, sequential } = layers;
const net = sequential(
  input(8, 8, 1), new Conv2d(1, 4, { kernelSize: 3 }), new ReLU(), new MaxPool2d(2), new Flatten(), new Linear(36, 3),
).init(0);
const sgd = new SGD(net.parameters(), { lr: 0.1 });
const losses = [1, 2, 3].map(() => sgd.minimize(() => crossEntropy(net.forward(x), labels)).arraySync());
console.log(losses[2] < losses[0], tf.getGradient('Conv2D') === undefined);
`;
const imports = `
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@featuremap/layers';
`;
const requires = `
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
const layers = require('@featuremap/layers');
`;

function run(name: string, source: string): string {
  const folder = mkdtempSync(join(import.meta.dirname, '../.examples-'));
  try {
    writeFileSync(join(folder, name), source);
    return execFileSync(process.execPath, [join(folder, name)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a module of Node trains, with no gradient registered', () => {
  expect(run('program.mjs', imports + program)).toBe('true true\n');
});

test('so does a program that requires it', () => {
  expect(run('program.cjs', requires + program)).toBe('true true\n');
});

test('so does a bundle, with one copy of tfjs-core', async () => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: imports + program, resolveDir: join(import.meta.dirname, '..') },
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'], // the modules that bundlers for pages take
    logLevel: 'error',
  });
  const engines = Object.keys(metafile.inputs).filter((file) => file.endsWith('tfjs-core/dist/engine.js'));
  expect(engines).toHaveLength(1);
  expect(run('bundle.cjs', outputFiles[0]!.text)).toBe('true true\n');
});
