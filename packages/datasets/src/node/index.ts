export { ImageFolder, type ImageFolderOptions, type ImageTransform } from './image-folder.ts';
export type { SkippedFile } from './scan-image-folder.ts';
