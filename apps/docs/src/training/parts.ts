/** Fashion-MNIST as pages fetch it: in parts, so that a training can begin with the first. */
export const trainParts = Array.from({ length: 10 }, (_, index) => `train-${index}`);

/** The first images of the test split. */
export const testPart = 'test-0';

/** Images in a part, in the order of the original files. */
export const imagesPerPart = { train: 6000, test: 2000 } as const;
