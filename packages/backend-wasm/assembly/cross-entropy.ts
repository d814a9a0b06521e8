import { exp4 } from './exp';

/** Cross entropy of logits [n][classes] against labels, with its gradient. */
@unmanaged
export class CrossEntropyTask {
  logits: usize;
  labels: usize;
  /** A weight for each class, or 0. */
  weight: usize;
  gradient: usize;
  /** The loss of each row, to be added up. */
  losses: usize;
  classes: i32;
  smoothing: f32;
  /** 1 / the sum of the labels' weights. */
  scale: f32;
}

/** The rows [start, end). */
export function crossEntropy(task: CrossEntropyTask, start: i32, end: i32, thread: i32): void {
  const rowBytes = task.classes << 2;
  for (let row = start; row < end; row++) {
    const loss = crossEntropyRow(task, task.logits + row * rowBytes, load<i32>(task.labels + (row << 2)), task.gradient + row * rowBytes);
    store<f32>(task.losses + (row << 2), loss * task.scale);
  }
}

// loss = -sum of t[c]·w[c]·log p[c] with t[c] = (1 - smoothing)·[c = label] + smoothing / classes,
// and its gradient is p[c]·(sum of t·w) - t[c]·w[c].
function crossEntropyRow(task: CrossEntropyTask, logits: usize, label: i32, gradient: usize): f32 {
  const classes = task.classes;
  let top: f32 = load<f32>(logits);
  for (let c = 1; c < classes; c++) top = max(top, load<f32>(logits + (c << 2)));
  let sum: f32 = 0;
  const top4 = f32x4.splat(top);
  for (let c = 0; c < classes; c += 4) {
    const e = exp4(f32x4.sub(v128.load(logits + (c << 2)), top4));
    sum += storeAndSum(gradient + (c << 2), e, classes - c);
  }
  const logSum = top + Mathf.log(sum);
  const share = task.smoothing / <f32>classes;
  let loss: f32 = 0;
  let mass: f32 = 0;
  for (let c = 0; c < classes; c++) {
    const target = targetOf(task, c, label, share);
    mass += target;
    if (target != 0) loss -= target * (load<f32>(logits + (c << 2)) - logSum);
  }
  const scale = (mass * task.scale) / sum;
  for (let c = 0; c < classes; c++) {
    const at = gradient + (c << 2);
    store<f32>(at, load<f32>(at) * scale - targetOf(task, c, label, share) * task.scale);
  }
  return loss;
}

// @ts-ignore: decorator
@inline
function targetOf(task: CrossEntropyTask, c: i32, label: i32, share: f32): f32 {
  const weight: f32 = task.weight ? load<f32>(task.weight + (c << 2)) : 1;
  return weight * (c == label ? 1 - task.smoothing + share : share);
}

function storeAndSum(to: usize, v: v128, lanes: i32): f32 {
  let sum: f32 = f32x4.extract_lane(v, 0);
  store<f32>(to, sum);
  if (lanes > 1) {
    sum += f32x4.extract_lane(v, 1);
    v128.store32_lane(to, v, 1, 4);
  }
  if (lanes > 2) {
    sum += f32x4.extract_lane(v, 2);
    v128.store32_lane(to, v, 2, 8);
  }
  if (lanes > 3) {
    sum += f32x4.extract_lane(v, 3);
    v128.store32_lane(to, v, 3, 12);
  }
  return sum;
}
