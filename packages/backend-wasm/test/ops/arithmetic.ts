import * as tf from '@tensorflow/tfjs-core';
import { asFloat, type Op } from './op.ts';

/** The sum over the axes along which a tensor of `shape` was repeated. */
function sumTo(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const axes = tf.backend_util.getReductionAxes([...shape], x.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(x, axes) : x, [...shape]);
}

type Slope = (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const broadcasting = (y: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, da: Slope, db: Slope): Op => ({
  y: ([a, b]) => y(a!, b!),
  grads: (dy, [a, b]) => [sumTo(da(dy, a!, b!), a!.shape), sumTo(db(dy, a!, b!), b!.shape)],
});

type Reduce = (x: tf.Tensor, axis: number[], keepDims: boolean) => tf.Tensor;

/** The result of a reduction, spread over the input's shape again. */
function spread(reduced: tf.Tensor, x: tf.Tensor, axis: readonly number[]): tf.Tensor {
  const kept = x.shape.map((n, i) => (axis.includes(i) ? 1 : n));
  return tf.mul(tf.reshape(reduced, kept), tf.onesLike(x));
}

const reduction = (reduce: Reduce, slope: (x: tf.Tensor, axis: number[]) => tf.Tensor): Op => ({
  y: ([x], { axis, keepDims }) => reduce(x!, axis, keepDims),
  grads: (dy, [x], { axis }) => [tf.mul(spread(dy, x!, axis), slope(x!, axis))],
});

const isExtreme =
  (reduce: Reduce) =>
  (x: tf.Tensor, axis: number[]): tf.Tensor =>
    asFloat(tf.equal(x, reduce(x, axis, true)));

/** The ops of two operands, along axes, and of matrices. */
export const arithmeticOps: Readonly<Record<string, Op>> = {
  add: broadcasting(
    tf.add,
    (dy) => dy,
    (dy) => dy,
  ),
  sub: broadcasting(
    tf.sub,
    (dy) => dy,
    (dy) => tf.neg(dy),
  ),
  mul: broadcasting(
    tf.mul,
    (dy, _a, b) => tf.mul(dy, b),
    (dy, a) => tf.mul(dy, a),
  ),
  div: broadcasting(
    tf.div,
    (dy, _a, b) => tf.div(dy, b),
    (dy, a, b) => tf.neg(tf.div(tf.mul(dy, a), tf.square(b))),
  ),
  maximum: broadcasting(
    tf.maximum,
    (dy, a, b) => tf.mul(dy, asFloat(tf.greaterEqual(a, b))),
    (dy, a, b) => tf.mul(dy, asFloat(tf.less(a, b))),
  ),
  minimum: broadcasting(
    tf.minimum,
    (dy, a, b) => tf.mul(dy, asFloat(tf.lessEqual(a, b))),
    (dy, a, b) => tf.mul(dy, asFloat(tf.greater(a, b))),
  ),
  squaredDifference: broadcasting(
    tf.squaredDifference,
    (dy, a, b) => tf.mul(dy, tf.mul(2, tf.sub(a, b))),
    (dy, a, b) => tf.mul(dy, tf.mul(2, tf.sub(b, a))),
  ),
  sum: reduction(tf.sum, (x) => tf.onesLike(x)),
  mean: reduction(tf.mean, (x, axis) =>
    tf.fill(
      x.shape,
      axis.reduce((product, i) => product / x.shape[i]!, 1),
    ),
  ),
  max: reduction(tf.max, isExtreme(tf.max)),
  min: reduction(tf.min, isExtreme(tf.min)),
  softmax: {
    y: ([x]) => tf.softmax(x!),
    grads(dy, [x]) {
      const weighted = tf.mul(dy, tf.softmax(x!));
      return [tf.sub(weighted, tf.mul(tf.sum(weighted, -1, true), tf.softmax(x!)))];
    },
  },
  logSoftmax: {
    y: ([x]) => tf.logSoftmax(x!),
    grads: (dy, [x]) => [tf.sub(dy, tf.mul(tf.sum(dy, -1, true), tf.exp(tf.logSoftmax(x!))))],
  },
  matMul: {
    y: ([a, b], { transposeA, transposeB }) => tf.matMul(a!, b!, transposeA, transposeB),
    grads: (dy, [a, b], { transposeA, transposeB }) => [
      transposeA ? tf.matMul(b!, dy, transposeB, true) : tf.matMul(dy, b!, false, !transposeB),
      transposeB ? tf.matMul(dy, a!, true, transposeA) : tf.matMul(a!, dy, !transposeA, false),
    ],
  },
};
