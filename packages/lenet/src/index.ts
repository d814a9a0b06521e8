export { type LeNetOptions, leNet } from './le-net.ts';
export type { Variant } from './recipe.ts';
