import { ArgumentError, requireInteger, requireKnownOptions, show } from '@featuremap/errors';

type Pair = readonly [number, number];

/**
 * A layer with a window, such as a convolution or a pooling. The windows that @featuremap/shapes gives
 * (`layer.window(shape, context)`) are such layers too.
 */
export interface FieldLayer {
  /** What stands under its output; default its number, from 1. */
  readonly name?: string;
  /** Rows and columns of the window: one number for both, or [height, width]. */
  readonly kernelSize: number | Pair;
  /** Steps between windows; default 1. */
  readonly stride?: number | Pair;
  /** Rows and columns added on each side: a number, [height, width], or [[top, bottom], [left, right]]; default 0. */
  readonly padding?: number | Pair | readonly [Pair, Pair];
  /** Steps between the elements of a window; default 1. */
  readonly dilation?: number | Pair;
  /** Whether a last window may hang over the end, as long as it starts inside; default false. */
  readonly ceilMode?: boolean;
  /** How many positions the window takes, [height, width]; default as many as fit. */
  readonly outputSize?: Pair;
}

/** A window along one axis. */
export interface AxisWindow {
  readonly kernel: number;
  readonly stride: number;
  readonly start: number;
  readonly dilation: number;
  /** How many positions it takes. */
  readonly positions: number;
}

/** The window of a layer along height and along width, over an input of `size`. */
export function axisWindows(caller: string, name: string, layer: FieldLayer, size: Pair): [AxisWindow, AxisWindow] {
  requireKnownOptions(`${caller}: ${name}`, layer, [
    'name',
    'kernelSize',
    'stride',
    'padding',
    'dilation',
    'ceilMode',
    'outputSize',
  ] satisfies (keyof FieldLayer)[]);
  const kernel = pairOf(caller, `${name}.kernelSize`, layer.kernelSize, 1);
  const stride = pairOf(caller, `${name}.stride`, layer.stride ?? 1, 1);
  const dilation = pairOf(caller, `${name}.dilation`, layer.dilation ?? 1, 1);
  const sides = sidesOf(caller, `${name}.padding`, layer.padding ?? 0);
  const along = (axis: 0 | 1): AxisWindow => {
    const [start, end] = sides[axis];
    const padded = size[axis] + start + end;
    const extent = dilation[axis] * (kernel[axis] - 1) + 1;
    if (extent > padded) {
      throw new ArgumentError(
        `${caller}: ${name} has a window of ${extent} over ${padded} ${axis === 0 ? 'rows' : 'columns'}`,
        { rule: 'dilation·(kernelSize - 1) + 1 is at most the padded input' },
      );
    }
    const steps = (padded - extent) / stride[axis];
    const hangsOver = layer.ceilMode === true && Math.ceil(steps) * stride[axis] < size[axis] + start;
    const fits = (hangsOver ? Math.ceil(steps) : Math.floor(steps)) + 1;
    const positions = requireInteger(caller, `${name}.outputSize[${axis}]`, layer.outputSize?.[axis] ?? fits, {
      min: 1,
    });
    return { kernel: kernel[axis], stride: stride[axis], start, dilation: dilation[axis], positions };
  };
  return [along(0), along(1)];
}

/** The positions of the input that the windows at `outputs` see, those in the padding included, in order. */
export function seenBy({ kernel, stride, start, dilation }: AxisWindow, outputs: readonly number[]): number[] {
  const seen = new Set<number>();
  for (const output of outputs) {
    for (let k = 0; k < kernel; k++) seen.add(output * stride - start + k * dilation);
  }
  return [...seen].sort((a, b) => a - b);
}

/** Checks one number for both axes, or one for each. */
export function pairOf(caller: string, name: string, value: unknown, min: number): Pair {
  const values = Array.isArray(value) ? value : [value, value];
  if (values.length !== 2) {
    throw new ArgumentError(`${caller}: ${name} must be a number or [height, width], not ${show(value)}`);
  }
  const [height, width] = values.map((one) => requireInteger(caller, name, one, { min }));
  return [height!, width!];
}

function sidesOf(caller: string, name: string, padding: NonNullable<FieldLayer['padding']>): [Pair, Pair] {
  const axes = Array.isArray(padding) ? padding : [padding, padding];
  if (axes.length !== 2) {
    throw new ArgumentError(`${caller}: ${name} must be a number or one for each axis, not ${show(padding)}`);
  }
  return [pairOf(caller, name, axes[0], 0), pairOf(caller, name, axes[1], 0)];
}
