import type { Shape } from '@featuremap/shapes';

// The one place that knows how PyTorch lays out weights and how they lie in memory here.

/** A kind of weight: which of its axes in PyTorch is which axis in memory. */
export type WeightLayout = keyof typeof memoryOrders;

/** For each axis in memory, the axis of PyTorch that it is. */
const memoryOrders = {
  /** The same in both. */
  vector: undefined,
  /** One number for each feature: a vector, unless an image is flattened before it. */
  features: undefined,
  /** PyTorch `[out, in]`, memory `[in, out]`. */
  linear: [1, 0],
  /** PyTorch `[out, in, kH, kW]`, memory `[kH, kW, in, out]`. */
  conv2d: [2, 3, 1, 0],
  /** PyTorch `[C, H, W]`, memory `[H, W, C]`. */
  image: [1, 2, 0],
} as const;

/** An array of numbers with its shape. */
export interface StateArray {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** A weight as PyTorch shapes it, and how its layer lays it out. */
export interface WeightPlan {
  /** In PyTorch. */
  readonly shape: Shape;
  readonly layout: WeightLayout;
  /**
   * `[H, W, C]` when a Flatten of an image with channels last feeds this layer: PyTorch's features are then in the order
   * C, H, W and those in memory in the order H, W, C. A linear layer there is a convolution with a window as large as the
   * image, and is laid out like one.
   */
  readonly flattened?: readonly [number, number, number] | undefined;
}

/** The shape in memory. */
export function memoryShape({ shape, layout }: WeightPlan): Shape {
  return memoryOrders[layout]?.map((axis) => shape[axis]!) ?? shape;
}

/** From PyTorch's order of the elements to that in memory. */
export function fromTorch(data: Float32Array, plan: WeightPlan): Float32Array {
  const { shape, order } = axes(plan);
  return order === undefined ? data : permute(data, shape, order);
}

/** From the order of the elements in memory to PyTorch's. */
export function toTorch(data: Float32Array, plan: WeightPlan): Float32Array {
  const { shape, order } = axes(plan);
  if (order === undefined) return data;
  const inMemory = order.map((axis) => shape[axis]!);
  const back = order.map((_, axis) => order.indexOf(axis));
  return permute(data, inMemory, back);
}

function axes({ shape, layout, flattened }: WeightPlan): { shape: Shape; order: readonly number[] | undefined } {
  if (flattened !== undefined) {
    const [h, w, c] = flattened;
    if (layout === 'linear') return { shape: [shape[0]!, c, h, w], order: memoryOrders.conv2d };
    if (layout === 'features') return { shape: [c, h, w], order: memoryOrders.image };
  }
  return { shape, order: memoryOrders[layout] };
}

/** The same elements with the axes in another order: axis i of the result is axis `order[i]` of `data`. */
function permute(data: Float32Array, shape: Shape, order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const result = new Float32Array(data.length);
  let next = 0;
  const copy = (depth: number, offset: number): void => {
    const axis = order[depth];
    if (axis === undefined) {
      result[next++] = data[offset]!;
      return;
    }
    for (let i = 0; i < shape[axis]!; i++) copy(depth + 1, offset + i * strides[axis]!);
  };
  copy(0, 0);
  return result;
}
