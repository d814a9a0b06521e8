const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Vectors of four pixels in the widest planar tile: 2 channels x 4 vectors are 8 accumulators. */
const PLANAR_VECTORS = 4;
/** Three vectors that are left of a row are done for three channels: 6 accumulators would wait for each other. */
const TRIPLE_VECTORS = 3;

/**
 * Convolution of one input channel with two output channels at a time, lanes along the width: each tile is a row of up to
 * 16 output pixels, stored interleaved into NHWC. Without it six output channels would fill only six of eight lanes.
 */
export function planarSource(): string {
  return `import { ConvTask } from './conv-task';
import { madd } from './simd';

${range(PLANAR_VECTORS)
  .map((i) => planarTile(i + 1))
  .join('\n')}
${tripleTile()}
function planarTile(vectors: i32, x: usize, xRow: usize, xStep: usize, kH: i32, kW: i32, filter: usize, pixel: usize, y: usize, bias0: v128, bias1: v128): void {
  switch (vectors) {
    ${range(PLANAR_VECTORS)
      .map((i) => `case ${i + 1}: planarTile${i + 1}(x, xRow, xStep, kH, kW, filter, pixel, y, bias0, bias1); break;`)
      .join('\n    ')}
  }
}

/** y of one image; outW >= 4, outC >= 2 and strideW 1. Left-over pixels and channels are done again, overlapping. */
export function planarImage(task: ConvTask, x: usize, y: usize): void {
  const width = task.outW,
    vectors = width >> 2,
    inTriples = task.outC % 3 == 0 && vectors % ${PLANAR_VECTORS} == ${TRIPLE_VECTORS} ? ${TRIPLE_VECTORS} : 0,
    pixel = task.outC << 2,
    xRow = (task.dilationH * task.paddedW) << 2,
    xStep = task.dilationW << 2,
    xNext = (task.strideH * task.paddedW) << 2;
  for (let oy = 0; oy < task.outH; oy++) {
    for (let pair = 0; pair < task.outC; pair += 2) {
      const j = min(pair, task.outC - 2) << 2;
      const bias0 = biasOf(task, j),
        bias1 = biasOf(task, j + 4);
      const filter = task.filter + j;
      let ox = 0;
      for (let left = vectors - inTriples; left > 0; ) {
        const wide = min(left, ${PLANAR_VECTORS});
        planarTile(wide, x + (ox << 2), xRow, xStep, task.kH, task.kW, filter, pixel, y + ox * pixel + j, bias0, bias1);
        left -= wide;
        ox += wide << 2;
      }
      if (width & 3) {
        ox = width - 4;
        planarTile1(x + (ox << 2), xRow, xStep, task.kH, task.kW, filter, pixel, y + ox * pixel + j, bias0, bias1);
      }
    }
    if (inTriples) {
      const ox = (vectors - inTriples) << 2;
      for (let j = 0; j < pixel; j += 12)
        tripleTile(x + (ox << 2), xRow, xStep, task.kH, task.kW, task.filter + j, pixel, y + ox * pixel + j, biasOf(task, j), biasOf(task, j + 4), biasOf(task, j + 8));
    }
    x += xNext;
    y += width * pixel;
  }
}

// @ts-ignore: decorator
@inline
function biasOf(task: ConvTask, at: i32): v128 {
  return task.bias ? v128.load32_splat(task.bias + at) : f32x4.splat(0);
}
`;
}

/** The same for three channels. */
function tripleTile(): string {
  const each = (line: (i: number) => string) => range(TRIPLE_VECTORS).map(line).join('\n    ');
  const storePixel = (lane: number, at: string) => `v128.store64_lane(${at}, pairs, ${lane & 1});
    v128.store32_lane(${at}, third, ${lane}, 8);`;
  return `export function tripleTile(x: usize, xRow: usize, xStep: usize, kH: i32, kW: i32, filter: usize, pixel: usize, y: usize, bias0: v128, bias1: v128, bias2: v128): void {
  ${each((i) => `let p${i} = bias0, q${i} = bias1, r${i} = bias2;`)}
  let a: v128, w0: v128, w1: v128, w2: v128;
  do {
    let at = x, k = kW;
    do {
      w0 = v128.load32_splat(filter);
      w1 = v128.load32_splat(filter, 4);
      w2 = v128.load32_splat(filter, 8);
      ${each((i) => `a = v128.load(at, ${16 * i}); p${i} = madd(a, w0, p${i}); q${i} = madd(a, w1, q${i}); r${i} = madd(a, w2, r${i});`)}
      at += xStep;
      filter += pixel;
    } while (--k);
    x += xRow;
  } while (--kH);
  let pairs: v128, third: v128;
  ${each(
    (i) => `third = r${i};
    pairs = v128.shuffle<f32>(p${i}, q${i}, 0, 4, 1, 5);
    ${storePixel(0, 'y')}
    ${storePixel(1, 'y + pixel')}
    pairs = v128.shuffle<f32>(p${i}, q${i}, 2, 6, 3, 7);
    ${storePixel(2, 'y + 2 * pixel')}
    ${storePixel(3, 'y + 3 * pixel')}
    y += 4 * pixel;`,
  )}
}
`;
}

function planarTile(vectors: number): string {
  const each = (line: (i: number) => string) => range(vectors).map(line).join('\n    ');
  return `export function planarTile${vectors}(x: usize, xRow: usize, xStep: usize, kH: i32, kW: i32, filter: usize, pixel: usize, y: usize, bias0: v128, bias1: v128): void {
  ${each((i) => `let p${i} = bias0, q${i} = bias1;`)}
  let a: v128, w0: v128, w1: v128;
  do {
    let at = x, k = kW;
    do {
      w0 = v128.load32_splat(filter);
      w1 = v128.load32_splat(filter, 4);
      ${each((i) => `a = v128.load(at, ${16 * i}); p${i} = madd(a, w0, p${i}); q${i} = madd(a, w1, q${i});`)}
      at += xStep;
      filter += pixel;
    } while (--k);
    x += xRow;
  } while (--kH);
  let pairs: v128;
  ${each(
    (i) => `pairs = v128.shuffle<f32>(p${i}, q${i}, 0, 4, 1, 5);
    v128.store64_lane(y, pairs, 0);
    v128.store64_lane(y + pixel, pairs, 1);
    pairs = v128.shuffle<f32>(p${i}, q${i}, 2, 6, 3, 7);
    v128.store64_lane(y + 2 * pixel, pairs, 0);
    v128.store64_lane(y + 3 * pixel, pairs, 1);
    y += 4 * pixel;`,
  )}
}
`;
}
