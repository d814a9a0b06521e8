export type { ColorMap } from './color-map.ts';
export { type ConfusionMatrixOptions, type ConfusionMatrixWords, confusionMatrix } from './confusion-matrix.ts';
export { type CurvesOptions, curves, type Series } from './curves.ts';
export type { CurvesFacts, CurvesWords } from './curves-words.ts';
export type { FieldLayer } from './field-layer.ts';
export { type GreyImage, type ImageGridOptions, type ImageGridWords, imageGrid } from './image-grid.ts';
export type { Plane } from './plane.ts';
export {
  type ExtractionStage,
  type ShowExtractionOptions,
  type ShowExtractionWords,
  type StageFacts,
  showExtraction,
} from './show-extraction.ts';
export {
  type FeatureMaps,
  type ShowFeatureMapsOptions,
  type ShowFeatureMapsWords,
  showFeatureMaps,
} from './show-feature-maps.ts';
export { type Frame, type ShowFilmstripOptions, type ShowFilmstripWords, showFilmstrip } from './show-filmstrip.ts';
export { type ShowKernelOptions, type ShowKernelWords, showKernel } from './show-kernel.ts';
export {
  type FieldFacts,
  type ShowReceptiveFieldOptions,
  type ShowReceptiveFieldWords,
  showReceptiveField,
} from './show-receptive-field.ts';
