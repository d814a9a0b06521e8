// A picture encoded to PNG and decoded again; in Node this needs sharp.
import { decodeImage, encodeImage, pixels } from '@featuremap/images';

const size = { width: 16, height: 16, channels: 1 } as const;
const gradient = pixels(
  Uint8Array.from({ length: 256 }, (_, i) => i),
  size,
);
const png = await encodeImage(gradient, { format: 'png' });
const decoded = await decodeImage(png, { channels: 1 });
console.log(`${decoded.height}x${decoded.width}x${decoded.channels} from a PNG`);
console.log(
  'every pixel came back:',
  decoded.data.every((value, i) => value === gradient.data[i]),
);
