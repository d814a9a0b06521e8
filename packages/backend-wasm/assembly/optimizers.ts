import { madd } from './simd';

/** One parameter of an SGD step, with PyTorch's meaning of the options. */
@unmanaged
export class SgdTask {
  parameter: usize;
  gradient: usize;
  /** The earlier velocity, or 0 on the first step. */
  velocity: usize;
  newParameter: usize;
  /** 0 without momentum. */
  newVelocity: usize;
  lr: f32;
  momentum: f32;
  dampening: f32;
  weightDecay: f32;
  nesterov: i32;
}

/** The numbers [start, end); start is a multiple of 4, and up to three numbers past the end may be written. */
export function sgd(task: SgdTask, start: i32, end: i32, thread: i32): void {
  const rate = f32x4.splat(-task.lr),
    momentum = f32x4.splat(task.momentum),
    fresh = f32x4.splat(1 - task.dampening),
    decay = f32x4.splat(task.weightDecay);
  for (let at = start << 2, last = end << 2; at < last; at += 16) {
    const p = v128.load(task.parameter + at);
    let d = madd(decay, p, v128.load(task.gradient + at));
    if (task.newVelocity) {
      const v = task.velocity ? madd(momentum, v128.load(task.velocity + at), f32x4.mul(fresh, d)) : d;
      v128.store(task.newVelocity + at, v);
      d = task.nesterov ? madd(momentum, v, d) : v;
    }
    v128.store(task.newParameter + at, madd(rate, d, p));
  }
}

/** One parameter of an Adam or AdamW step, with PyTorch's meaning of the options. */
@unmanaged
export class AdamTask {
  parameter: usize;
  gradient: usize;
  mean: usize;
  square: usize;
  newParameter: usize;
  newMean: usize;
  newSquare: usize;
  /** lr / (1 - beta1^step). */
  rate: f32;
  /** 1 / sqrt(1 - beta2^step). */
  squareScale: f32;
  beta1: f32;
  /** 1 - beta, told apart since beta is rounded. */
  fresh1: f32;
  beta2: f32;
  fresh2: f32;
  eps: f32;
  /** Added to the gradient (Adam). */
  decay: f32;
  /** What the parameter is multiplied by first (AdamW), else 1. */
  shrink: f32;
}

/** The numbers [start, end); start is a multiple of 4, and up to three numbers past the end may be written. */
export function adam(task: AdamTask, start: i32, end: i32, thread: i32): void {
  const beta1 = f32x4.splat(task.beta1),
    fresh1 = f32x4.splat(task.fresh1),
    beta2 = f32x4.splat(task.beta2),
    fresh2 = f32x4.splat(task.fresh2),
    eps = f32x4.splat(task.eps),
    rate = f32x4.splat(-task.rate),
    squareScale = f32x4.splat(task.squareScale),
    decay = f32x4.splat(task.decay),
    shrink = f32x4.splat(task.shrink);
  for (let at = start << 2, last = end << 2; at < last; at += 16) {
    const p = v128.load(task.parameter + at);
    const g = madd(decay, p, v128.load(task.gradient + at));
    const m = madd(beta1, v128.load(task.mean + at), f32x4.mul(fresh1, g));
    const s = madd(beta2, v128.load(task.square + at), f32x4.mul(fresh2, f32x4.mul(g, g)));
    v128.store(task.newMean + at, m);
    v128.store(task.newSquare + at, s);
    const denominator = madd(f32x4.sqrt(s), squareScale, eps);
    v128.store(task.newParameter + at, madd(rate, f32x4.div(m, denominator), f32x4.mul(p, shrink)));
  }
}
