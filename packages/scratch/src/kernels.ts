import type { Matrix } from './matrix.ts';

/**
 * Kernels with a name, each 3×3. A Sobel kernel answers where brightness grows towards the side it is named after;
 * `edge` and `laplacian` answer to any change and not to even ground; `blur` (the mean) and `gaussian` smooth; `emboss`
 * lights the image from one corner; `sharpen` adds the edges to it.
 *
 * @example
 * ```js
 * import { corr2d, kernels } from '@featuremap/scratch';
 *
 * const dawn = [[0, 0, 0], [0, 0, 0], [1, 1, 1]]; // bright below
 * console.log(corr2d(dawn, kernels.bottomSobel)[0][0]); // 4
 * console.log(corr2d(dawn, kernels.topSobel)[0][0]); // -4
 * ```
 */
export const kernels = {
  bottomSobel: [
    [-1, -2, -1],
    [0, 0, 0],
    [1, 2, 1],
  ],
  topSobel: [
    [1, 2, 1],
    [0, 0, 0],
    [-1, -2, -1],
  ],
  leftSobel: [
    [1, 0, -1],
    [2, 0, -2],
    [1, 0, -1],
  ],
  rightSobel: [
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ],
  edge: [
    [-1, -1, -1],
    [-1, 8, -1],
    [-1, -1, -1],
  ],
  laplacian: [
    [0, 1, 0],
    [1, -4, 1],
    [0, 1, 0],
  ],
  blur: [
    [1 / 9, 1 / 9, 1 / 9],
    [1 / 9, 1 / 9, 1 / 9],
    [1 / 9, 1 / 9, 1 / 9],
  ],
  gaussian: [
    [1 / 16, 2 / 16, 1 / 16],
    [2 / 16, 4 / 16, 2 / 16],
    [1 / 16, 2 / 16, 1 / 16],
  ],
  emboss: [
    [-2, -1, 0],
    [-1, 1, 1],
    [0, 1, 2],
  ],
  sharpen: [
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
  ],
} as const satisfies Record<string, Matrix>;
