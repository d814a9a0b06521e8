import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect } from 'vitest';

/** Puts every test of the file into a tidy scope of its own, and asserts that nothing kept is left behind it. */
export function tidyEachTest(): void {
  let before: number;
  beforeEach(() => {
    before = tf.memory().numTensors;
    tf.engine().startScope();
  });
  afterEach(() => {
    tf.engine().endScope();
    tf.disposeVariables();
    expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
  });
}
