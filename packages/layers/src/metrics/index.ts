export { accuracy } from './accuracy.ts';
export type { Average, Averaged, AverageOptions, ByClassOptions } from './by-class.ts';
export { ConfusionMatrix, confusionMatrix } from './confusion-matrix.ts';
export type { NumClassesOptions } from './count-confusions.ts';
export { f1 } from './f1.ts';
export { precision } from './precision.ts';
export type { Classes, Predictions, Scores } from './predictions.ts';
export { recall } from './recall.ts';
export { type TopKOptions, topKAccuracy } from './top-k-accuracy.ts';
