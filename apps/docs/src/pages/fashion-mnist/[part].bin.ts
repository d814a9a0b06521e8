import { gzipSync } from 'node:zlib';
import type { APIRoute, GetStaticPaths } from 'astro';
import { readFashionMnist } from '../../images/read-fashion-mnist.ts';
import { imagesPerPart, testPart, trainParts } from '../../training/parts.ts';

export const getStaticPaths = (() =>
  [...trainParts, testPart].map((part) => ({ params: { part } }))) satisfies GetStaticPaths;

/**
 * A part as a compressed IDX file of rows: a label and the pixels of its image. Its name does not end in .gz, since servers
 * unpack what does on its way to the page.
 */
export const GET: APIRoute = async ({ params }) => {
  const [split, index] = params.part!.split('-') as ['train' | 'test', string];
  const { images, labels } = await readFashionMnist(split);
  const count = imagesPerPart[split];
  const rowSize = 1 + images.length / labels.length;
  const header = new DataView(new ArrayBuffer(12));
  for (const [i, word] of [0x0802, count, rowSize].entries()) header.setUint32(4 * i, word);
  const rows = new Uint8Array(count * rowSize);
  for (let row = 0; row < count; row++) {
    const image = Number(index) * count + row;
    rows[row * rowSize] = labels[image]!;
    rows.set(images.subarray(image * (rowSize - 1), (image + 1) * (rowSize - 1)), row * rowSize + 1);
  }
  return new Response(gzipSync(Buffer.concat([Buffer.from(header.buffer), rows])));
};
