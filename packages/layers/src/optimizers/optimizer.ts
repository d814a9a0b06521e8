import { ArgumentError, requireInteger, requireNumber, ShapeError, show } from '@featuremap/errors';
import type { Shape } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';
import { valueAndGrads } from '../value-and-grads.ts';

/** What an optimizer remembers between steps. */
export interface OptimizerState {
  /** How many steps it has made. */
  readonly step: number;
  /** Its arrays, such as `0.expAvg` for parameter 0; none before the first step. */
  readonly slots: Readonly<Record<string, tf.Tensor | { readonly shape: Shape; readonly data: ArrayLike<number> }>>;
}

/** What all optimizers share: the parameters, the learning rate, the arrays that they keep beside each parameter. */
export abstract class Optimizer {
  readonly params: readonly tf.Variable[];
  #lr: number;
  #step = 0;
  readonly #caller: string;
  readonly #slotNames: readonly string[];
  readonly #slots = new Map<string, tf.Variable>();

  constructor(caller: string, params: readonly tf.Variable[], lr: number, slotNames: readonly string[]) {
    this.#caller = caller;
    this.params = requireParams(caller, params);
    this.#lr = requireNumber(caller, 'lr', lr, { min: 0 });
    this.#slotNames = slotNames;
  }

  /** The learning rate; may be set between steps. @throws {ArgumentError} when it is not a number of at least 0. */
  get lr(): number {
    return this.#lr;
  }

  set lr(lr: number) {
    this.#lr = requireNumber(this.#caller, 'lr', lr, { min: 0 });
  }

  /**
   * Moves every parameter by its gradient, in the order of `params`. The gradients stay the caller's.
   *
   * @throws {ArgumentError} when there is not one gradient for each parameter.
   * @throws {ShapeError} when a gradient has another shape than its parameter.
   */
  step(grads: readonly tf.Tensor[]): void {
    requireGrads(this.#caller, this.params, grads);
    tf.tidy(() => this.update(grads, this.#step + 1));
    this.#step++;
  }

  /** Computes f and makes one step down its gradient; gives the value from before the step. */
  minimize(f: () => tf.Scalar): tf.Scalar {
    const { value, grads } = valueAndGrads(f, this.params);
    try {
      this.step(grads);
    } finally {
      tf.dispose(grads);
    }
    return value;
  }

  /** What it remembers, as the live variables. */
  stateDict(): OptimizerState {
    return { step: this.#step, slots: Object.fromEntries(this.#slots) };
  }

  /**
   * Goes on from a state of `stateDict()`.
   *
   * @throws {ArgumentError} when a slot is missing or unknown, or the step is not a count.
   * @throws {ShapeError} when a slot has another shape than its parameter.
   */
  loadStateDict({ step, slots }: OptimizerState): this {
    const caller = `${this.#caller}.loadStateDict`;
    requireInteger(caller, 'step', step, { min: 0 });
    const expected =
      step === 0 ? [] : this.params.flatMap((_, i) => this.#slotNames.map((name) => [`${i}.${name}`, i] as const));
    const names = expected.map(([path]) => path);
    if (Object.keys(slots).sort().join() !== [...names].sort().join()) {
      throw new ArgumentError(`${caller}: these are not the slots of this optimizer`, {
        received: Object.keys(slots).join(', '),
        rule: `after ${step} steps they are ${names.join(', ') || 'none'}`,
      });
    }
    for (const [path, i] of expected) {
      const { shape } = slots[path]!;
      if (shape.join() === this.params[i]!.shape.join()) continue;
      throw new ShapeError(`${caller}: ${path} must have the shape ${show(this.params[i]!.shape)}, not ${show(shape)}`);
    }
    tf.tidy(() => {
      for (const [path] of expected) this.#assign(path, asTensor(slots[path]!));
    });
    if (step === 0) this.dispose();
    this.#step = step;
    return this;
  }

  /** Frees what it remembers; the parameters stay. */
  dispose(): void {
    tf.dispose([...this.#slots.values()]);
    this.#slots.clear();
    this.#step = 0;
  }

  /** Assigns the parameters and slots their values after step number `step`, counted from 1. */
  protected abstract update(grads: readonly tf.Tensor[], step: number): void;

  /** A slot of parameter i, all zeros before the first step. */
  protected slot(i: number, name: string): tf.Tensor {
    return this.#slots.get(`${i}.${name}`) ?? tf.zerosLike(this.params[i]!);
  }

  protected setSlot(i: number, name: string, value: tf.Tensor): void {
    this.#assign(`${i}.${name}`, value);
  }

  #assign(path: string, value: tf.Tensor): void {
    const variable = this.#slots.get(path);
    if (variable !== undefined) variable.assign(value);
    else this.#slots.set(path, tf.variable(value, false));
  }
}

function asTensor(slot: OptimizerState['slots'][string]): tf.Tensor {
  return slot instanceof tf.Tensor ? slot : tf.tensor(Float32Array.from(slot.data), [...slot.shape]);
}

function requireParams(caller: string, params: unknown): readonly tf.Variable[] {
  if (!Array.isArray(params) || params.length === 0 || !params.every((param) => param instanceof tf.Variable)) {
    throw new ArgumentError(`${caller}: params must be a list of variables, not ${show(params)}`, {
      remedy: 'net.parameters(), after net.init(seed)',
    });
  }
  return [...params];
}

function requireGrads(caller: string, params: readonly tf.Variable[], grads: readonly tf.Tensor[]): void {
  if (grads.length !== params.length) {
    throw new ArgumentError(
      `${caller}: step needs ${params.length} gradients, one for each parameter, not ${grads.length}`,
    );
  }
  for (const [i, grad] of grads.entries()) {
    const { shape } = params[i]!;
    if (grad.shape.join() === shape.join()) continue;
    throw new ShapeError(`${caller}: gradient ${i} must have the shape ${show(shape)}, not ${show(grad.shape)}`);
  }
}

/** An amount of weight decay, at least 0. @throws {ArgumentError} */
export function requireDecay(caller: string, weightDecay: unknown): number {
  return requireNumber(caller, 'weightDecay', weightDecay, { min: 0 });
}
