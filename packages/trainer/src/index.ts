export { type EvaluateOptions, type Evaluation, evaluate } from './evaluate.ts';
export { type BatchEvent, type EpochEvent, type FitOptions, fit } from './fit.ts';
export type { Loss, Network, Optimizer } from './network.ts';
