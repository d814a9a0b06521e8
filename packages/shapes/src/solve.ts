export { type InputSizesOptions, inputSizes } from './input-sizes.ts';
export { type Range, type SolvedWindow, type SolveWindowOptions, solveWindow } from './solve-window.ts';
export { totalPadding } from './total-padding.ts';
