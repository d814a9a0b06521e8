import { ArgumentError, requireOneOf, ShapeError } from '@featuremap/errors';
import { axisNames, each, pair, sides } from './per-axis.ts';
import type { Padding, Pair, Sides, Size2 } from './shape.ts';

/** The options of a window that slides over an image. */
export interface WindowOptions {
  /** Rows and columns of the window. */
  readonly kernelSize: Pair;
  /** Steps between windows. Default 1 for convolution, the kernel size for pooling. */
  readonly stride?: Pair | null;
  /** Default 0. */
  readonly padding?: Padding;
  /** Steps between the elements of a window: a kernel of k covers `dilation·(k - 1) + 1` pixels. Default 1. */
  readonly dilation?: Pair;
  /** Whether a last window may hang over the end of the image, as long as it starts inside. Default false. */
  readonly ceilMode?: boolean;
}

/** A window with every option checked and written out for each axis. */
export interface WindowRule {
  readonly kernelSize: Size2;
  readonly stride: Size2;
  readonly padding: readonly [Sides, Sides] | 'same';
  readonly dilation: Size2;
  readonly ceilMode: boolean;
}

/** A window laid over an image of known size. */
export interface Window {
  readonly kernelSize: Size2;
  readonly stride: Size2;
  /** `[[top, bottom], [left, right]]`. */
  readonly padding: readonly [Sides, Sides];
  readonly dilation: Size2;
  /** How many positions the window takes: `[outH, outW]`. */
  readonly outputSize: Size2;
}

/** Checks the options of a convolution's window. @throws {ArgumentError} */
export function convWindow(caller: string, options: WindowOptions): WindowRule {
  const { kernelSize, stride = 1, padding = 0, dilation = 1 } = options;
  return {
    kernelSize: pair(caller, 'kernelSize', kernelSize),
    stride: pair(caller, 'stride', stride),
    padding: sides(caller, padding),
    dilation: pair(caller, 'dilation', dilation),
    ceilMode: false,
  };
}

/** Checks the options of a pooling window, whose padding is at most half the kernel. @throws {ArgumentError} */
export function poolWindow(caller: string, options: WindowOptions): WindowRule {
  const { kernelSize, stride, ceilMode = false } = options;
  const rule = convWindow(caller, { ...options, stride: stride ?? kernelSize });
  requireOneOf(caller, 'ceilMode', ceilMode, [true, false]);
  if (rule.padding !== 'same') {
    for (const axis of [0, 1] as const) {
      const most = Math.floor(rule.kernelSize[axis] / 2);
      const padding = Math.max(...rule.padding[axis]);
      if (padding <= most) continue;
      throw new ArgumentError(
        `${caller}: padding ${padding} is more than half of the kernel ${rule.kernelSize[axis]} along the ${axisNames[axis]}`,
        {
          rule: 'padding <= floor(kernelSize / 2), so that no window lies wholly in the padding',
          remedy: `padding: ${most}, or a kernelSize of at least ${2 * padding}`,
        },
      );
    }
  }
  return { ...rule, ceilMode };
}

/**
 * Lays a window over an image of `[height, width]`.
 *
 * @throws {ShapeError} when the window is larger than the padded image.
 */
export function placeWindow(caller: string, rule: WindowRule, size: Size2): Window {
  const along = each((axis) => placeAxis(caller, rule, size, axis));
  return {
    ...rule,
    padding: each((axis) => along[axis].padding),
    outputSize: each((axis) => along[axis].output),
  };
}

function placeAxis(caller: string, rule: WindowRule, size: Size2, axis: 0 | 1): { padding: Sides; output: number } {
  const n = size[axis];
  const k = rule.kernelSize[axis];
  const s = rule.stride[axis];
  const d = rule.dilation[axis];
  const window = d * (k - 1) + 1;

  if (rule.padding === 'same') {
    const output = Math.ceil(n / s);
    const total = Math.max((output - 1) * s + window - n, 0);
    return { padding: [Math.floor(total / 2), Math.ceil(total / 2)], output };
  }

  const padding = rule.padding[axis];
  const padded = n + padding[0] + padding[1];
  const output = rule.ceilMode ? ceilPositions(n + padding[0], padded - window, s) : floorPositions(padded - window, s);
  if (output >= 1) return { padding, output };
  throw new ShapeError(
    `${caller}: window ${window} is larger than the padded input ${padded} along the ${axisNames[axis]}`,
    {
      received: `input ${size.join('×')}, kernelSize ${rule.kernelSize.join('×')}, padding ${JSON.stringify(rule.padding)}, dilation ${rule.dilation.join('×')}`,
      rule: `dilation·(k - 1) + 1 <= in + padding: ${window} <= ${padded} is false (${axisNames[axis]})`,
      remedy: `a kernelSize of at most ${Math.floor((padded - 1) / d) + 1}, or ${window - padded} more padding in all`,
    },
  );
}

/** How many steps of s fit into the room that the window leaves, and one. */
function floorPositions(room: number, s: number): number {
  return Math.floor(room / s) + 1;
}

/** The same rounded up, but the last window starts before `end`, where the image ends and the padding behind begins. */
function ceilPositions(end: number, room: number, s: number): number {
  const output = Math.ceil(room / s) + 1;
  return (output - 1) * s >= end ? output - 1 : output;
}
