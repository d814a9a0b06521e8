const inNodeOnly = ['.tif', '.tiff'];

/** The endings of the image files that are decoded in Node. */
export const decodedInNode: ReadonlySet<string> = new Set([
  '.jpg',
  '.jpeg',
  '.png',
  '.webp',
  '.gif',
  ...inNodeOnly,
  '.avif',
]);

/** Those of image files that are not. */
export const notDecodedInNode: ReadonlySet<string> = new Set(['.bmp', '.ppm', '.pgm', '.heic']);

/** The endings of the image files that are decoded in browsers. */
export const decodedInBrowsers: ReadonlySet<string> = new Set(
  [...decodedInNode].filter((ending) => !inNodeOnly.includes(ending)),
);

/** Those of image files that are not. */
export const notDecodedInBrowsers: ReadonlySet<string> = new Set([...inNodeOnly, ...notDecodedInNode]);
