import { ArgumentError, requireInteger, ShapeError, show } from '@featuremap/errors';
import { build, type Matrix, type Size2 } from './matrix.ts';

/** One integer for both axes, or `[height, width]`. */
export type Pair = number | Size2;

/** Pixels added on each side, per axis, as `[[top, bottom], [left, right]]`; or a rule that settles them. */
export type Padding = Pair | readonly [Size2, Size2] | 'same' | 'valid';

/** How a window moves. */
export interface WindowOptions {
  /** Pixels from one window to the next: a number or [down, across]. */
  readonly stride?: Pair;
  /**
   * Pixels added around the input: a number (on each side), [height, width] (on each side of that axis),
   * [[top, bottom], [left, right]], 'valid' (none) or 'same' (as many as make the output ceil(input / stride), the odd
   * one at the bottom and on the right, as in TensorFlow). Default 0.
   */
  readonly padding?: Padding;
}

/** All positions of a window over an input. */
export interface Windows {
  readonly kernelSize: Size2;
  readonly stride: Size2;
  readonly padding: readonly [Size2, Size2];
  /** How many positions there are: `[outH, outW]`. */
  readonly outputSize: Size2;
}

/** One position of a window. */
export interface WindowPlace {
  /** Row of the output that this window gives. */
  readonly row: number;
  /** Column of the output that this window gives. */
  readonly column: number;
  /** Row of the input under the window's first element; negative where the window begins in the padding. */
  readonly top: number;
  /** Column of the input under the window's first element; negative where the window begins in the padding. */
  readonly left: number;
}

const axes = ['height', 'width'] as const;

/** Checks the options and lays a window of `kernelSize` over an input of `size`. */
export function layWindows(caller: string, size: Size2, kernelSize: Size2, options: WindowOptions): Windows {
  const stride = requirePair(caller, 'stride', options.stride ?? 1, 1);
  const { padding = 0 } = options;
  const sides = padding === 'same' ? samePadding(size, kernelSize, stride) : requireSides(caller, padding);
  const positions = (axis: 0 | 1): number => {
    const k = kernelSize[axis];
    const padded = size[axis] + sides[axis][0] + sides[axis][1];
    if (k <= padded) return Math.floor((padded - k) / stride[axis]) + 1;
    throw new ShapeError(`${caller}: window ${k} is larger than the padded input ${padded} along the ${axes[axis]}`, {
      received: `input ${size.join('×')}, kernelSize ${kernelSize.join('×')}, padding ${show(padding)}`,
      rule: `k <= in + padding: ${k} <= ${padded} is false (${axes[axis]})`,
      remedy: `a kernelSize of at most ${padded}, or ${k - padded} more padding in all`,
    });
  };
  return { kernelSize, stride, padding: sides, outputSize: [positions(0), positions(1)] };
}

/** The windows from left to right and from top to bottom. */
export function* slide({ outputSize: [outH, outW], stride: [down, across], padding }: Windows): Generator<WindowPlace> {
  for (let row = 0; row < outH; row++) {
    for (let column = 0; column < outW; column++) {
      yield { row, column, top: row * down - padding[0][0], left: column * across - padding[1][0] };
    }
  }
}

/** What the window shows of `x`, with `outside` where it lies in the padding. */
export function look(x: Matrix, { top, left }: WindowPlace, kernelSize: Size2, outside: number): number[][] {
  return build(kernelSize, (a, b) => x[top + a]?.[left + b] ?? outside);
}

/** The output that the steps make, `value(step)` at each step's row and column. */
export function gather<S extends WindowPlace>(steps: Iterable<S>, value: (step: S) => number): number[][] {
  const out: number[][] = [];
  for (const step of steps) {
    out[step.row] ??= [];
    out[step.row]![step.column] = value(step);
  }
  return out;
}

/** `[height, width]` of an option that is one integer or two. */
export function requirePair(caller: string, name: string, value: unknown, min: number): Size2 {
  if (!Array.isArray(value)) {
    const both = requireInteger(caller, name, value, { min });
    return [both, both];
  }
  if (value.length !== 2) {
    throw new ArgumentError(`${caller}: ${name} must be an integer or [height, width], not ${show(value)}`);
  }
  return [
    requireInteger(caller, `${name}[0]`, value[0], { min }),
    requireInteger(caller, `${name}[1]`, value[1], { min }),
  ];
}

function requireSides(caller: string, padding: unknown): readonly [Size2, Size2] {
  if (padding === 'valid')
    return [
      [0, 0],
      [0, 0],
    ];
  if (typeof padding === 'string') {
    throw new ArgumentError(
      `${caller}: padding must be 'same', 'valid', an integer or a list of them, not ${show(padding)}`,
    );
  }
  if (Array.isArray(padding) && padding.length === 2 && padding.every(Array.isArray)) {
    return [requirePair(caller, 'padding[0]', padding[0], 0), requirePair(caller, 'padding[1]', padding[1], 0)];
  }
  const [height, width] = requirePair(caller, 'padding', padding, 0);
  return [
    [height, height],
    [width, width],
  ];
}

function samePadding(size: Size2, kernelSize: Size2, stride: Size2): readonly [Size2, Size2] {
  const along = (axis: 0 | 1): Size2 => {
    const positions = Math.ceil(size[axis] / stride[axis]);
    const total = Math.max(0, (positions - 1) * stride[axis] + kernelSize[axis] - size[axis]);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  };
  return [along(0), along(1)];
}
