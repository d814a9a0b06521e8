export { ColorJitter } from './color-jitter.ts';
export { Compose } from './compose.ts';
export { Normalize } from './normalize.ts';
export { RandomHorizontalFlip } from './random-horizontal-flip.ts';
export { RandomResizedCrop } from './random-resized-crop.ts';
export { RandomRotation } from './random-rotation.ts';
export { ToTensor } from './to-tensor.ts';
