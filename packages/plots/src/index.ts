export type { ColorMap } from './color-map.ts';
export { type ConfusionMatrixOptions, confusionMatrix } from './confusion-matrix.ts';
export { type CurvesOptions, curves, type Series } from './curves.ts';
export { type GreyImage, type ImageGridOptions, imageGrid } from './image-grid.ts';
export type { Plane } from './plane.ts';
export { type ExtractionStage, type ShowExtractionOptions, showExtraction } from './show-extraction.ts';
export { type FeatureMaps, type ShowFeatureMapsOptions, showFeatureMaps } from './show-feature-maps.ts';
export { type ShowKernelOptions, showKernel } from './show-kernel.ts';
