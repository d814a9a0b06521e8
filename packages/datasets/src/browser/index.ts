export type { ImageTransform } from '../image-folder-options.ts';
export type { SkippedFile } from '../image-reader.ts';
export { ImageFolder, type ImageFolderOptions } from './image-folder.ts';
export type { FolderSource } from './list-source.ts';
