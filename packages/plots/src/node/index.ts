export { type ToPngOptions, toPng } from './to-png.ts';
