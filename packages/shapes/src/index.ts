export { type Conv2dDescription, type Conv2dOptions, conv2d } from './conv2d.ts';
export { elementwise } from './elementwise.ts';
export { flatten } from './flatten.ts';
export { type ImageAxes, imageAxes, imageShape } from './image-axes.ts';
export { type InputDescription, input, inputOf } from './input.ts';
export type { Inferred, LayerDescription, ShapeContext } from './layer-description.ts';
export { type LinearDescription, linear } from './linear.ts';
export { convOutputSize, poolOutputSize } from './output-size.ts';
export { pair, sides } from './per-axis.ts';
export {
  type AvgPool2dOptions,
  avgPool2d,
  type MaxPool2dOptions,
  maxPool2d,
  type Pool2dDescription,
} from './pool2d.ts';
export { onePixel, type ReceptiveField, receptiveField } from './receptive-field.ts';
export { chain, checkLayers, inferThrough, outputShape, type SequentialDescription, sequential } from './sequential.ts';
export {
  type DataFormat,
  elements,
  type Padding,
  type Pair,
  type Shape,
  type Sides,
  type Size2,
  showShape,
} from './shape.ts';
export { type Summary, type SummaryRow, summary } from './summary.ts';
export type { Multiply } from './types/arithmetic.ts';
export type { Checked, Fitting, Fold, FormatOf, Misfit, OutputOf, SequentialFn } from './types/fold.ts';
export type { Image, ImageAxes as ImageAxesOf, NoImage } from './types/image.ts';
export type { Conv2dFn, FlattenFn, InputFn, LinearFn, Pool2dFn } from './types/layer-fns.ts';
export type { Elements, MayEqual, MayEqualShapes, Plural, Show } from './types/sentence.ts';
export type { Apply, FnOf, HasShape, SameFn, ShapeFn } from './types/shape-fn.ts';
export type { WindowOut } from './types/window-out.ts';
export { convWindow, placeWindow, poolWindow, type Window, type WindowOptions, type WindowRule } from './window.ts';
