import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf } from '../../test/torch.ts';
import { withGradient } from '../with-gradient.ts';
import { Adam, AdamW } from './adam.ts';
import { SGD, type SGDOptions } from './sgd.ts';

interface Case {
  name: 'SGD' | 'Adam' | 'AdamW';
  options: SGDOptions;
  starts: GoldenArray[];
  steps: { grads: GoldenArray[]; params: GoldenArray[] }[];
}
const { optimizers: cases } = golden<{ optimizers: Case[] }>('training');
const optimizers = { SGD, Adam, AdamW };

tidyEachTest();

describeBothWays('optimizers', () => {
  test.each(cases.map((c) => [`${c.name} ${JSON.stringify(c.options)}`, c] as const))(
    '%s makes the ten steps of PyTorch',
    (_name, { name, options, starts, steps }) => {
      const params = starts.map((start) => tf.variable(tensorOf(start)));
      const optimizer = new optimizers[name](params, options);
      for (const step of steps) {
        optimizer.step(step.grads.map((grad) => tensorOf(grad)));
        for (const [i, param] of params.entries()) expectTensor(param, step.params[i]!);
      }
      optimizer.dispose();
    },
  );

  test.each(cases.map((c) => [`${c.name} ${JSON.stringify(c.options)}`, c] as const))(
    '%s goes on from a state where it stood',
    (_name, { name, options, starts, steps }) => {
      const grads = steps.map((step) => step.grads.map((grad) => tensorOf(grad)));
      const params = starts.map((start) => tf.variable(tensorOf(start)));
      const first = new optimizers[name](params, options);
      for (const grad of grads.slice(0, 5)) first.step(grad);
      const { step, slots } = first.stateDict();
      const saved = Object.fromEntries(
        Object.entries(slots).map(([path, slot]) => [
          path,
          { shape: slot.shape, data: (slot as tf.Tensor).dataSync() },
        ]),
      );
      const second = new optimizers[name](params, options).loadStateDict({ step, slots: saved });
      for (const grad of grads.slice(5)) second.step(grad);
      for (const [i, param] of params.entries()) expectTensor(param, steps[9]!.params[i]!);
      first.dispose();
      second.dispose();
    },
  );

  test('a step leaves no tensors behind, and dispose frees the rest', () => {
    const p = tf.variable(tf.ones([3]));
    const before = tf.memory().numTensors;
    const adam = new Adam([p]);
    const loss = () =>
      adam.minimize(() =>
        withGradient({ p }, () => ({
          value: tf.sum(p) as tf.Scalar,
          gradients: (dy) => ({ p: () => tf.mul(dy, tf.ones([3])) }),
        })),
      );
    loss().dispose();
    const after = tf.memory().numTensors;
    loss().dispose();
    expect(tf.memory().numTensors).toBe(after);
    expect(after - before).toBe(2);
    adam.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('optimizers refuse', () => {
  const p = () => tf.variable(tf.ones([2]));

  test('what is no list of variables', () => {
    expect(messageOf(() => new SGD([], { lr: 1 }))).toMatchInlineSnapshot(`
      "SGD: params must be a list of variables, not []
        Try       net.parameters(), after net.init(seed)"
    `);
    expect(messageOf(() => new Adam([tf.ones([2])] as unknown as tf.Variable[]))).toMatchInlineSnapshot(`
      "Adam: params must be a list of variables, not [Tensor]
        Try       net.parameters(), after net.init(seed)"
    `);
  });
  test('options that are missing, unknown or out of range', () => {
    expect(messageOf(() => new SGD([p()], {} as SGDOptions))).toMatchInlineSnapshot(
      `"SGD: lr must be a number of at least 0, not undefined"`,
    );
    expect(messageOf(() => new SGD([p()], { lr: Number.NaN }))).toMatchInlineSnapshot(
      `"SGD: lr must be a number of at least 0, not NaN"`,
    );
    expect(messageOf(() => new SGD([p()], { lr: 1, momentun: 1 } as SGDOptions))).toMatchInlineSnapshot(`
      "SGD: unknown option 'momentun'
        Received  { lr: 1, momentun: 1 }
        Rule      the options are lr, momentum, dampening, weightDecay, nesterov
        Try       'momentum'"
    `);
    expect(messageOf(() => new SGD([p()], { lr: 1, nesterov: true }))).toMatchInlineSnapshot(`
      "SGD: nesterov needs a momentum above 0 and no dampening
        Received  momentum 0, dampening 0"
    `);
    expect(messageOf(() => new SGD([p()], { lr: 1, nesterov: 1 as unknown as boolean }))).toMatchInlineSnapshot(
      `"SGD: nesterov must be true or false, not 1"`,
    );
    expect(messageOf(() => new Adam([p()], { betas: [0.9, 1] }))).toMatchInlineSnapshot(
      `"Adam: betas must be below 1, not [0.9, 1]"`,
    );
    expect(messageOf(() => new Adam([p()], { betas: 0.9 as unknown as [number, number] }))).toMatchInlineSnapshot(
      `"Adam: betas must be two numbers, not 0.9"`,
    );
    expect(messageOf(() => new AdamW([p()], { weightDecay: -1 }))).toMatchInlineSnapshot(
      `"AdamW: weightDecay must be a number of at least 0, not -1"`,
    );
    const sgd = new SGD([p()], { lr: 1 });
    expect(() => {
      sgd.lr = -1;
    }).toThrow('SGD: lr must be a number of at least 0, not -1');
  });
  test('gradients that do not fit', () => {
    const sgd = new SGD([p()], { lr: 1 });
    expect(messageOf(() => sgd.step([]))).toMatchInlineSnapshot(
      `"SGD: step needs 1 gradients, one for each parameter, not 0"`,
    );
    expect(messageOf(() => sgd.step([tf.ones([3])]))).toMatchInlineSnapshot(
      `"SGD: gradient 0 must have the shape [2], not [3]"`,
    );
  });
  test('states of another optimizer', () => {
    const adam = new Adam([p()]);
    expect(
      messageOf(() => adam.loadStateDict({ step: 1, slots: { '0.momentumBuffer': tf.ones([2]) } })),
    ).toMatchInlineSnapshot(`
      "Adam.loadStateDict: these are not the slots of this optimizer
        Received  0.momentumBuffer
        Rule      after 1 steps they are 0.expAvg, 0.expAvgSq"
    `);
    expect(
      messageOf(() => adam.loadStateDict({ step: 1, slots: { '0.expAvg': tf.ones([2]), '0.expAvgSq': tf.ones([3]) } })),
    ).toMatchInlineSnapshot(`"Adam.loadStateDict: 0.expAvgSq must have the shape [2], not [3]"`);
    expect(messageOf(() => adam.loadStateDict({ step: -1, slots: {} }))).toMatchInlineSnapshot(
      `"Adam.loadStateDict: step must be an integer of at least 0, not -1"`,
    );
  });
});
