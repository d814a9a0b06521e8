export type { ImageTransform } from '../node/image-folder.ts';
export type { SkippedFile } from '../node/scan-image-folder.ts';
export { ImageFolder, type ImageFolderOptions } from './image-folder.ts';
export type { FolderSource } from './list-source.ts';
