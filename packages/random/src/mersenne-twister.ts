const WORDS = 624;
const MIDDLE = 397;

/** The 32-bit Mersenne Twister of Matsumoto and Nishimura (2002): MT19937, period 2^19937 - 1. */
export class MersenneTwister {
  /** The 624 words that the next outputs are made from. */
  readonly words: Uint32Array;
  /** How many of them are used; at 624 the next output makes 624 new ones. */
  position = WORDS;

  constructor(words: Uint32Array) {
    this.words = words;
  }

  /** Seeded with one 32-bit word, as by the authors' `init_genrand`. */
  static fromWord(seed: number): MersenneTwister {
    const words = new Uint32Array(WORDS);
    words[0] = seed;
    for (let i = 1; i < WORDS; i++) {
      const previous = words[i - 1]!;
      words[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
    return new MersenneTwister(words);
  }

  /** Seeded with any number of words, as by the authors' `init_by_array`: each word changes the whole state. */
  static fromWords(key: readonly number[]): MersenneTwister {
    const { words } = MersenneTwister.fromWord(19650218);
    let i = 1;
    const mix = (multiplier: number, addend: number): void => {
      const previous = words[i - 1]!;
      words[i] = (words[i]! ^ Math.imul(previous ^ (previous >>> 30), multiplier)) + addend;
      if (++i === WORDS) {
        words[0] = words[WORDS - 1]!;
        i = 1;
      }
    };
    for (let k = 0; k < Math.max(WORDS, key.length); k++) {
      const j = k % key.length;
      mix(1664525, key[j]! + j);
    }
    for (let k = 1; k < WORDS; k++) mix(1566083941, -i);
    words[0] = 0x80000000;
    return new MersenneTwister(words);
  }

  /** The next 32 random bits, as an unsigned integer. */
  next(): number {
    if (this.position === WORDS) this.#twist();
    let y = this.words[this.position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #twist(): void {
    const { words } = this;
    let i = 0;
    for (; i < WORDS - MIDDLE; i++) words[i] = words[i + MIDDLE]! ^ twist(words[i]!, words[i + 1]!);
    for (; i < WORDS - 1; i++) words[i] = words[i + MIDDLE - WORDS]! ^ twist(words[i]!, words[i + 1]!);
    words[WORDS - 1] = words[MIDDLE - 1]! ^ twist(words[WORDS - 1]!, words[0]!);
    this.position = 0;
  }
}

/** The upper bit of `u` before the lower 31 bits of `v`, times the matrix A. */
function twist(u: number, v: number): number {
  const joined = (u & 0x80000000) | (v & 0x7fffffff);
  return (joined >>> 1) ^ (-(v & 1) & 0x9908b0df);
}
