import { Compose, RandomCrop, RandomHorizontalFlip } from '@featuremap/transforms';

/**
 * What `--augment` does to a training image each time that it is read: half of them are mirrored, and all are shifted by up
 * to two pixels each way. Clothes stay clothes under both.
 */
export const augmentation = new Compose([new RandomHorizontalFlip(0.5), new RandomCrop(28, { padding: 2 })]);

/** The same as it is written in a program. */
export const augmentationCode = 'new Compose([new RandomHorizontalFlip(0.5), new RandomCrop(28, { padding: 2 })])';
