export * from './built-ins.ts';
export { transformFromJSON } from './from-json.ts';
export type { FloatImage, ImageShape } from './image.ts';
export { Transform, type TransformJSON } from './transform.ts';
