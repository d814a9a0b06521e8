import type { Shape } from '@featuremap/shapes';

// The one place that knows how PyTorch lays out weights and how they lie in memory here.

/** A kind of weight: which of its axes in PyTorch is which axis in memory. */
export type WeightLayout = keyof typeof memoryOrders;

/** For each axis in memory, the axis of PyTorch that it is. */
const memoryOrders = {
  /** The same in both, unless it has a number for each feature that a layer gives, and these become an image. */
  vector: undefined,
  /** One number for each feature that a layer takes: a vector, unless an image is flattened before it. */
  features: undefined,
  /** PyTorch `[out, in]`, memory `[in, out]`. */
  linear: [1, 0],
  /** PyTorch `[out, in, k]`, memory `[k, in, out]`. */
  conv1d: [2, 1, 0],
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
  /** `[H, W, C]` when the features behind this layer become an image with channels last: its outputs are in that order. */
  readonly unflattened?: readonly [number, number, number] | undefined;
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

/** The shape in PyTorch, features that are an image taken apart, and which of its axes is which in memory. */
function axes(plan: WeightPlan): { shape: Shape; order: readonly number[] | undefined } {
  const { shape, layout, flattened, unflattened } = plan;
  if (layout === 'linear') {
    const [outputs, inputs] = [featureAxes(shape[0]!, unflattened), featureAxes(shape[1]!, flattened)];
    const inOrder = inputs.order.map((axis) => outputs.shape.length + axis);
    return { shape: [...outputs.shape, ...inputs.shape], order: [...inOrder, ...outputs.order] };
  }
  const image = layout === 'features' ? (flattened ?? unflattened) : layout === 'vector' ? unflattened : undefined;
  return image === undefined ? { shape, order: memoryOrders[layout] } : featureAxes(shape[0]!, image);
}

/** The axes of `n` features: `[C, H, W]` in PyTorch and `[H, W, C]` in memory if they are those of an image. */
function featureAxes(n: number, image: WeightPlan['flattened']): { shape: Shape; order: readonly number[] } {
  if (image === undefined) return { shape: [n], order: [0] };
  const [h, w, c] = image;
  return { shape: [c, h, w], order: memoryOrders.image };
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
