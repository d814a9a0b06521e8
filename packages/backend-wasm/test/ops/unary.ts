import * as tf from '@tensorflow/tfjs-core';
import { asFloat } from './op.ts';

const SCALE = 1.0507009873554805;
const ALPHA = 1.6732632423543772;

/** Elementwise ops, and their slopes from x and y. */
export const unaryOps: Readonly<
  Record<string, readonly [op: (x: tf.Tensor) => tf.Tensor, slope: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor]>
> = {
  abs: [tf.abs, (x) => tf.sign(x)],
  clip: [(x) => tf.clipByValue(x, -1, 1.5), (x) => asFloat(tf.logicalAnd(tf.greater(x, -1), tf.less(x, 1.5)))],
  elu: [tf.elu, (_x, y) => tf.minimum(tf.add(y, 1), 1)],
  erf: [tf.erf, (x) => tf.mul(2 / Math.sqrt(Math.PI), tf.exp(tf.neg(tf.square(x))))],
  expm1: [tf.expm1, (_x, y) => tf.add(y, 1)],
  exp: [tf.exp, (_x, y) => y],
  leakyRelu: [(x) => tf.leakyRelu(x, 0.2), (x) => tf.add(tf.mul(0.8, tf.step(x)), 0.2)],
  log: [tf.log, (x) => tf.reciprocal(x)],
  log1p: [tf.log1p, (x) => tf.reciprocal(tf.add(x, 1))],
  neg: [tf.neg, (x) => tf.neg(tf.onesLike(x))],
  reciprocal: [tf.reciprocal, (_x, y) => tf.neg(tf.square(y))],
  relu: [tf.relu, (x) => tf.step(x)],
  relu6: [(x) => tf.relu6(tf.mul(4, x)), (_x, y) => tf.mul(4, tf.mul(tf.step(y), tf.step(tf.sub(6, y))))],
  rsqrt: [tf.rsqrt, (x, y) => tf.div(tf.mul(-0.5, y), x)],
  selu: [tf.selu, (x, y) => tf.where(tf.greater(x, 0), SCALE, tf.add(y, SCALE * ALPHA))],
  softplus: [tf.softplus, (x) => tf.sigmoid(x)],
  sigmoid: [tf.sigmoid, (_x, y) => tf.mul(y, tf.sub(1, y))],
  sqrt: [tf.sqrt, (_x, y) => tf.div(0.5, y)],
  square: [tf.square, (x) => tf.mul(2, x)],
  tanh: [tf.tanh, (_x, y) => tf.sub(1, tf.square(y))],
};
