import * as tf from '@tensorflow/tfjs-core';
import { asFloat, type Op } from './op.ts';

/** Where each axis goes back to. */
const inverse = (perm: readonly number[]): number[] => perm.map((_, axis) => perm.indexOf(axis));

/** The ops that move numbers, and the running sum. */
export const moveOps: Readonly<Record<string, Op>> = {
  transpose: {
    y: ([x], { perm }) => tf.transpose(x!, perm),
    grads: (dy, _inputs, { perm }) => [tf.transpose(dy, inverse(perm))],
  },
  pad: {
    y: ([x], { paddings, value }) => tf.pad(x!, paddings, value),
    grads: (dy, [x], { paddings }: { paddings: [number, number][] }) => {
      const begin = paddings.map(([before]) => before);
      return [tf.slice(dy, begin, x!.shape)];
    },
  },
  slice: {
    y: ([x], { begin, size }) => tf.slice(x!, begin, size),
    grads: (dy, [x], { begin, size }) => {
      const sides = x!.shape.map((n, i): [number, number] => [begin[i], n - begin[i] - size[i]]);
      return [tf.pad(dy, sides)];
    },
  },
  concat: {
    y: (pieces, { axis }) => tf.concat(pieces, axis),
    grads: (dy, pieces, { axis }) => {
      const lengths = pieces.map((piece) => piece.shape[axis]!);
      return tf.split(dy, lengths, axis);
    },
  },
  tile: {
    y: ([x], { reps }) => tf.tile(x!, reps),
    grads: (dy, [x], { reps }: { reps: number[] }) => {
      const split = tf.reshape(
        dy,
        x!.shape.flatMap((n, i) => [reps[i]!, n]),
      );
      const copies = x!.shape.map((_, i) => 2 * i);
      return [tf.sum(split, copies)];
    },
  },
  gather: {
    y: ([x], { indices, axis }) => tf.gather(x!, tf.tensor1d(indices, 'int32'), axis),
    /** dy·oneHot(indices) along the axis, which is moved to the end and back. */
    grads: (dy, [x], { indices, axis }: { indices: number[]; axis: number }) => {
      const others = x!.shape.map((_, i) => i).filter((i) => i !== axis);
      const toEnd = [...others, axis];
      const depth = x!.shape[axis]!;
      const moved = tf.reshape(tf.transpose(dy, toEnd), [-1, indices.length]);
      const rows = tf.matMul(moved, asFloat(tf.oneHot(tf.tensor1d(indices, 'int32'), depth)));
      const shape = toEnd.map((i) => x!.shape[i]!);
      return [tf.transpose(tf.reshape(rows, shape), inverse(toEnd))];
    },
  },
  cumsum: {
    y: ([x], { axis }) => tf.cumsum(x!, axis),
    grads: (dy, _inputs, { axis }) => [tf.cumsum(dy, axis, false, true)],
  },
};
