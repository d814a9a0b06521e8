/** One line of meaning for each op; the loops are written once below. `alpha` and `beta` are numbers of the task. */
const unaryOps = {
  abs: 'f32x4.abs(x)',
  ceil: 'f32x4.ceil(x)',
  clip: 'f32x4.pmin(f32x4.pmax(x, alpha), beta)',
  elu: 'v128.bitselect(x, expm14(x), f32x4.ge(x, zero))',
  erf: 'erf4(x)',
  exp: 'exp4(x)',
  expm1: 'expm14(x)',
  floor: 'f32x4.floor(x)',
  leakyRelu: 'v128.bitselect(f32x4.mul(x, alpha), x, f32x4.lt(x, zero))',
  log: 'log4(x)',
  log1p: 'log1p4(x)',
  neg: 'f32x4.neg(x)',
  reciprocal: 'f32x4.div(one, x)',
  relu: 'f32x4.pmax(x, zero)',
  relu6: 'f32x4.pmin(f32x4.pmax(x, zero), six)',
  round: 'f32x4.nearest(x)',
  rsqrt: 'f32x4.div(one, f32x4.sqrt(x))',
  scale: 'f32x4.mul(x, alpha)',
  selu: 'f32x4.mul(v128.bitselect(x, f32x4.mul(alpha, expm14(x)), f32x4.ge(x, zero)), beta)',
  sign: 'v128.or(v128.and(one, f32x4.gt(x, zero)), v128.and(f32x4.neg(one), f32x4.lt(x, zero)))',
  softplus: 'softplus4(x)',
  sqrt: 'f32x4.sqrt(x)',
  square: 'f32x4.mul(x, x)',
  step: 'v128.bitselect(v128.bitselect(one, alpha, f32x4.gt(x, zero)), x, f32x4.eq(x, x))',
} as const;

const binaryOps = {
  add: 'f32x4.add(a, b)',
  divide: 'f32x4.div(a, b)',
  maximum: 'f32x4.max(a, b)',
  minimum: 'f32x4.min(a, b)',
  multiply: 'f32x4.mul(a, b)',
  squaredDifference: 'f32x4.mul(f32x4.sub(a, b), f32x4.sub(a, b))',
  subtract: 'f32x4.sub(a, b)',
} as const;

/** Results are bytes, 1 where it holds. */
const comparisons = {
  equal: 'f32x4.eq(a, b)',
  greater: 'f32x4.gt(a, b)',
  greaterEqual: 'f32x4.ge(a, b)',
  less: 'f32x4.lt(a, b)',
  lessEqual: 'f32x4.le(a, b)',
  notEqual: 'f32x4.ne(a, b)',
  equalIntegers: 'i32x4.eq(a, b)',
  greaterIntegers: 'i32x4.gt_s(a, b)',
  greaterEqualIntegers: 'i32x4.ge_s(a, b)',
  lessIntegers: 'i32x4.lt_s(a, b)',
  lessEqualIntegers: 'i32x4.le_s(a, b)',
  notEqualIntegers: 'i32x4.ne(a, b)',
} as const;

/** Kernels from numbers to as many numbers: `to[i] = op(from[i])`. */
export function unarySource(): string {
  const kernels = Object.entries(unaryOps).map(
    ([name, expression]) => `
export function ${name}(task: UnaryTask, start: i32, end: i32, thread: i32): void {
  const alpha = f32x4.splat(task.alpha), beta = f32x4.splat(task.beta);
  const zero = f32x4.splat(0), one = f32x4.splat(1), six = f32x4.splat(6);
  let from = task.from + (start << 2), to = task.to + (start << 2);
  for (let left = end - start; left > 0; left -= 4) {
    const x = v128.load(from);
    v128.store(to, ${expression});
    from += 16;
    to += 16;
  }
}
`,
  );
  return `import { exp4 } from './exp';
import { log4 } from './log';
import { erf4, expm14, log1p4, softplus4 } from './special';
@unmanaged
export class UnaryTask {
  from: usize;
  to: usize;
  alpha: f32;
  beta: f32;
}
${kernels.join('')}`;
}

/** Kernels of two operands with broadcasting: rows of `inner` numbers, along which an operand advances or stands still. */
export function binarySource(): string {
  const kernels = Object.entries(binaryOps).map(
    ([name, expression]) => `
export function ${name}(task: BinaryTask, start: i32, end: i32, thread: i32): void {
  const inner = task.inner;
  let to = task.to + ((start * inner) << 2);
  for (let row = start; row < end; row++) {
    let atA = task.a + rowOffset(task, row, true), atB = task.b + rowOffset(task, row, false);
    let left = inner;
    if (task.innerA && task.innerB) {
      for (; left >= 4; left -= 4, atA += 16, atB += 16, to += 16) {
        const a = v128.load(atA), b = v128.load(atB);
        v128.store(to, ${expression});
      }
    } else if (task.innerA) {
      const b = v128.load32_splat(atB);
      for (; left >= 4; left -= 4, atA += 16, to += 16) {
        const a = v128.load(atA);
        v128.store(to, ${expression});
      }
    } else {
      const a = v128.load32_splat(atA);
      for (; left >= 4; left -= 4, atB += 16, to += 16) {
        const b = v128.load(atB);
        v128.store(to, ${expression});
      }
    }
    if (left > 0) {
      const a = task.innerA ? v128.load(atA) : v128.load32_splat(atA);
      const b = task.innerB ? v128.load(atB) : v128.load32_splat(atB);
      storeLanes(to, ${expression}, left);
      to += left << 2;
    }
  }
}
`,
  );
  return `import { storeLanes } from './simd';
@unmanaged
export class BinaryTask {
  a: usize;
  b: usize;
  to: usize;
  inner: i32;
  innerA: i32;
  innerB: i32;
  rank: i32;
  size0: i32;
  size1: i32;
  size2: i32;
  size3: i32;
  strideA0: i32;
  strideA1: i32;
  strideA2: i32;
  strideA3: i32;
  strideB0: i32;
  strideB1: i32;
  strideB2: i32;
  strideB3: i32;
}

/** Bytes from an operand's start to its part in a row of the result, the outer axes being size0 (outermost) to size3. */
export function rowOffset(task: BinaryTask, row: i32, isA: bool): usize {
  const sizes = changetype<usize>(task) + offsetof<BinaryTask>('size0');
  const strides = changetype<usize>(task) + (isA ? offsetof<BinaryTask>('strideA0') : offsetof<BinaryTask>('strideB0'));
  let offset = 0;
  for (let axis = task.rank - 1; axis > 0; axis--) {
    const size = load<i32>(sizes + (axis << 2));
    offset += (row % size) * load<i32>(strides + (axis << 2));
    row /= size;
  }
  return (offset + row * load<i32>(strides)) << 2;
}
${kernels.join('')}`;
}

/** The same for comparisons; an operand that stands still is read again each time. */
export function comparisonSource(): string {
  const kernels = Object.entries(comparisons).map(
    ([name, expression]) => `
export function ${name}(task: BinaryTask, start: i32, end: i32, thread: i32): void {
  const inner = task.inner;
  let to = task.to + start * inner;
  for (let row = start; row < end; row++) {
    let atA = task.a + rowOffset(task, row, true), atB = task.b + rowOffset(task, row, false);
    for (let left = inner; left > 0; left -= 4) {
      const a = task.innerA ? v128.load(atA) : v128.load32_splat(atA);
      const b = task.innerB ? v128.load(atB) : v128.load32_splat(atB);
      storeFlags(to, ${expression}, left);
      if (task.innerA) atA += 16;
      if (task.innerB) atB += 16;
      to += left < 4 ? left : 4;
    }
  }
}
`,
  );
  return `import { BinaryTask, rowOffset } from './binary';

/** Stores the first 1 to 4 lanes of a mask as bytes. */
// @ts-ignore: decorator
@inline
function storeFlags(to: usize, mask: v128, lanes: i32): void {
  const words = i16x8.narrow_i32x4_s(mask, mask);
  const flags = i32x4.extract_lane(v128.and(i8x16.narrow_i16x8_s(words, words), i8x16.splat(1)), 0);
  if (lanes >= 4) store<i32>(to, flags);
  else for (let lane = 0; lane < lanes; lane++) store<u8>(to + lane, <u8>(flags >>> (lane << 3)));
}
${kernels.join('')}`;
}
