import { expect, test } from 'vitest';
import { runProgram } from '../test/run-program.ts';

const multiply = `
  import * as tf from '@tensorflow/tfjs-core';
  import { backendInfo, setThreads } from '@featuremap/backend-wasm';
  setThreads(3);
  await tf.setBackend('featuremap-wasm');
  const a = tf.ones([300, 300]);
  const b = tf.matMul(a, a);
`;

test('the process ends by itself after work on three threads', () => {
  expect(runProgram('ends', `${multiply} console.log(backendInfo().threads, b.dataSync()[7]);`)).toBe('3 300');
});

test('idle threads use no processor time', () => {
  const program = `${multiply}
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000);`;
  expect(Number(runProgram('idle', program))).toBeLessThan(100);
});

test('work goes on while threads come and go', () => {
  const program = `${multiply}
    for (let i = 0; i < 30; i++) { setThreads(1 + (i % 4)); tf.matMul(a, a).dispose(); }
    console.log(tf.matMul(a, b).dataSync()[0]);`;
  expect(runProgram('changes', program)).toBe('90000');
});
