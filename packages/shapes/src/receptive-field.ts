import type { LayerDescription, ShapeContext } from './layer-description.ts';
import { each } from './per-axis.ts';
import { inferThrough } from './sequential.ts';
import type { Shape, Size2 } from './shape.ts';
import type { Window } from './window.ts';

/** What one output position sees of the image that went into the network, along height and width. */
export interface ReceptiveField {
  /** Rows and columns that it sees. */
  readonly size: Size2;
  /** Pixels of the image from one output position to the next. */
  readonly jump: Size2;
  /** The middle of what the first output position sees; 0 is the middle of the first pixel. */
  readonly centre: Size2;
}

/** A pixel of the image itself. */
export const onePixel: ReceptiveField = { size: [1, 1], jump: [1, 1], centre: [0, 0] };

/**
 * The receptive field behind a layer from the one before it; `undefined` when the output has no positions, or branches
 * side by side do not move over the image at the same pace.
 *
 * @example
 * ```js
 * import { conv2d, onePixel, receptiveField } from '@featuremap/shapes';
 *
 * const stem = conv2d(3, 64, { kernelSize: 7, stride: 2, padding: 3 });
 * const field = receptiveField(stem, onePixel, [224, 224, 3], { dataFormat: 'NHWC', via: '' });
 * console.log(field.size, field.jump, field.centre); // [ 7, 7 ] [ 2, 2 ] [ 0, 0 ]
 * ```
 */
export function receptiveField(
  layer: LayerDescription,
  before: ReceptiveField,
  input: Shape,
  context: ShapeContext,
): ReceptiveField | undefined {
  if (layer.layers) {
    let field: ReceptiveField | undefined = before;
    inferThrough(layer.layers, input, context, undefined, (inner, x, here) => {
      field = field && receptiveField(inner, field, x, here);
    });
    return field;
  }
  if (layer.branches) return union(layer.branches.map((branch) => receptiveField(branch, before, input, context)));
  if (!layer.window) return before;
  const window = layer.window(input, context);
  return window && throughWindow(before, window);
}

function throughWindow({ size, jump, centre }: ReceptiveField, window: Window): ReceptiveField {
  const { kernelSize, stride, padding, dilation } = window;
  const reach = each((axis) => dilation[axis] * (kernelSize[axis] - 1) * jump[axis]);
  return {
    size: each((axis) => size[axis] + reach[axis]),
    jump: each((axis) => jump[axis] * stride[axis]),
    centre: each((axis) => centre[axis] + reach[axis] / 2 - padding[axis][0] * jump[axis]),
  };
}

/** From the first row that any of them sees to the last. */
function union(fields: readonly (ReceptiveField | undefined)[]): ReceptiveField | undefined {
  const jump = fields[0]?.jump;
  const known = fields.filter((field): field is ReceptiveField => field?.jump.join() === jump?.join());
  if (jump === undefined || known.length < fields.length) return undefined;
  const start = each((axis) => Math.min(...known.map(({ centre, size }) => centre[axis] - (size[axis] - 1) / 2)));
  const end = each((axis) => Math.max(...known.map(({ centre, size }) => centre[axis] + (size[axis] - 1) / 2)));
  return {
    size: each((axis) => end[axis] - start[axis] + 1),
    jump,
    centre: each((axis) => (start[axis] + end[axis]) / 2),
  };
}
