import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataError, show } from '@featuremap/errors';
import { leNet } from './le-net.ts';
import { reasonOf } from './reason-of.ts';
import { type Variant, variants } from './recipe.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';

/** The network that `leNet` makes. */
export type LeNet = ReturnType<typeof leNet>;

/** The name of the weights in the folder of a run. */
export const weightsName = 'weights.safetensors';

/** The weights of a LeNet as a safetensors file: PyTorch's names and layout. */
export function encodeWeights(net: LeNet, variant: Variant): Uint8Array {
  return encodeSafetensors({
    tensors: new Map(Object.entries(net.stateDict({ layout: 'torch' }))),
    metadata: new Map([
      ['format', 'pt'],
      ['model', 'lenet'],
      ['variant', variant],
    ]),
  });
}

/**
 * Reads the weights of a run (its folder) or a safetensors file, and makes the network that they belong to.
 *
 * @param variant for a file that does not say it, such as one from PyTorch.
 * @throws {DataError} when the file is missing or is not one of a LeNet.
 */
export function readWeights(run: string, variant?: Variant): { net: LeNet; variant: Variant; file: string } {
  let file = run;
  let bytes: Uint8Array;
  try {
    if (statSync(run).isDirectory()) file = join(run, weightsName);
    bytes = readFileSync(file);
  } catch (cause) {
    throw new DataError(`${file} cannot be read: ${reasonOf(cause)}`, {
      remedy: "the folder of a run, such as runs/<name> of 'lenet train', or its weights.safetensors",
      cause,
    });
  }
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  const written = metadata.get('variant');
  const known = variants.find((one) => one === (variant ?? written));
  if (known === undefined) {
    throw new DataError(`${file} does not say which variant of LeNet its weights are`, {
      received: `variant ${show(written)}`,
      remedy: '--variant classic or --variant modern',
    });
  }
  const net = leNet({ variant: known });
  try {
    net.loadStateDict(Object.fromEntries(tensors), { layout: 'torch' });
  } catch (cause) {
    throw new DataError(`${file} does not hold the weights of a LeNet`, {
      received: cause instanceof Error ? cause.message.split('\n')[0]! : String(cause),
      cause,
    });
  }
  return { net, variant: known, file };
}
