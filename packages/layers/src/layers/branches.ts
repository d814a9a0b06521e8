import { ArgumentError, ShapeError, show } from '@featuremap/errors';
import type { LayerDescription, ShapeFn } from '@featuremap/shapes';
import { Layer } from './layer.ts';
import type { Place, Slot } from './parameter.ts';

/** What layers share whose inner layers stand side by side on the same input. */
export abstract class Branches<F extends ShapeFn = ShapeFn> extends Layer<F> {
  readonly branches: readonly Layer[];
  readonly #names: readonly string[];

  /** @param branches The inner layers by their names in paths. */
  constructor(description: LayerDescription<F>, branches: readonly (readonly [name: string, layer: Layer])[]) {
    super(description);
    this.branches = branches.map(([, layer]) => layer);
    this.#names = branches.map(([name]) => name);
  }

  override children(): readonly (readonly [string, Layer])[] {
    return this.branches.map((layer, i) => [this.#names[i]!, layer]);
  }

  override slots(prefix = '', place: Place = this.start()): Slot[] {
    return this.children().flatMap(([name, layer]) => layer.slots(`${prefix}${name}.`, place));
  }

  override flattened(place: Place): Place['flattened'] {
    const orders = this.branches.map((layer) => layer.flattened(place));
    if (new Set(orders.map(orderOf)).size === 1) return orders[0];
    throw differentOrders(this.name);
  }
}

/** Which order features are in, as far as it differs from PyTorch's. */
export function orderOf(flattened: Place['flattened']): string | undefined {
  if (flattened === undefined || flattened === 'unknown') return flattened;
  const [h, w, c] = flattened;
  return h * w === 1 || c === 1 ? undefined : flattened.join();
}

/** The error where features come together that PyTorch has in another order. */
export function differentOrders(name: string): ShapeError {
  return new ShapeError(`${name}: its branches give features in different orders`, {
    rule: 'with channels last, an image is flattened in the order H, W, C; PyTorch has C, H, W, also in weights',
    remedy: `a Flatten behind the ${name}, a Linear at the end of each branch, or channels first`,
  });
}

/** Checks that a branch is a layer. @throws {ArgumentError} */
export function requireBranch<L extends Layer>(caller: string, name: string, branch: L): L {
  if (branch instanceof Layer) return branch;
  throw new ArgumentError(`${caller}: ${name} must be a layer, not ${show(branch)}`, {
    remedy: 'chain(…) for several layers one behind the other',
  });
}
