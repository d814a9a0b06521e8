export type { ImageTransform } from '../image-folder-options.ts';
export type { SkippedFile } from '../image-reader.ts';
export { cifar10, cifar100 } from './cifar-folder.ts';
export type { DataFolderOptions } from './data-folder-options.ts';
export type { DownloadOptions, DownloadProgress } from './download/download-options.ts';
export { type EmnistOptions, emnist } from './emnist.ts';
export { ImageFolder, type ImageFolderOptions } from './image-folder.ts';
export { kmnist, mnist } from './mnist.ts';
