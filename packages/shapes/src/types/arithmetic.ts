// Arithmetic of natural numbers on literal types, in base 10 on their digits, as on paper: exact while the result is
// below 2^53. Where an operand is not known (`number`) or not natural, the result is `number`.
import type { ProductOf, QuotientOf, SumOf } from './digit-tables.ts';

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Carry = '0' | '1';
type NineMinus = ['9', '8', '7', '6', '5', '4', '3', '2', '1', '0'];

/** '123' -> '321' */
type Reverse<S extends string, Done extends string = ''> = S extends `${infer Head}${infer Tail}`
  ? Reverse<Tail, `${Head}${Done}`>
  : Done;
/** '042' -> '42' */
type Trim<S extends string> = S extends `0${infer Tail}` ? (Tail extends '' ? '0' : Trim<Tail>) : S;
/** '42' -> 42 */
type ToNumber<S extends string> = S extends `${infer N extends number}` ? N : never;
/** Nine minus each digit. */
type Complement<S extends string, Done extends string = ''> = S extends `${infer Head extends Digit}${infer Tail}`
  ? Complement<Tail, `${Done}${NineMinus[Head]}`>
  : Done;

/**
 * A + B + C of reversed digits, in normal order. `Fill` stands for the digits that B lacks: '0' to add; '9' to subtract,
 * where B is a complement: then no last carry means that the difference is negative.
 */
type SumDigits<
  A extends string,
  B extends string,
  C extends Carry,
  Fill extends '0' | '9',
  Done extends string = '',
> = A extends `${infer a extends Digit}${infer A1}`
  ? B extends `${infer b extends Digit}${infer B1}`
    ? SumOf[C][a][b] extends `${infer c extends Carry}${infer d}`
      ? SumDigits<A1, B1, c, Fill, `${d}${Done}`>
      : never
    : SumOf[C][a][Fill] extends `${infer c extends Carry}${infer d}`
      ? SumDigits<A1, '', c, Fill, `${d}${Done}`>
      : never
  : B extends ''
    ? Fill extends '9'
      ? C extends '1'
        ? Done
        : 'negative'
      : C extends '1'
        ? `1${Done}`
        : Done
    : Fill extends '9'
      ? 'negative'
      : SumDigits<B, '', C, Fill, Done>;

type AddText<A extends string, B extends string> = SumDigits<Reverse<A>, Reverse<B>, '0', '0'>;
/** A - B, or 'negative'. */
type SubText<A extends string, B extends string> = A extends B
  ? '0'
  : Trim<SumDigits<Reverse<A>, Complement<Reverse<B>>, '1', '9'>>;

/** Reversed A times one digit, in normal order. */
type TimesDigit<
  A extends string,
  b extends Digit,
  C extends Digit = '0',
  Done extends string = '',
> = A extends `${infer a extends Digit}${infer A1}`
  ? ProductOf[a][b] extends `${infer tens extends Digit}${infer ones extends Digit}`
    ? SumOf[0][ones][C] extends `${infer c extends Carry}${infer d}`
      ? SumOf[0][tens][c] extends `0${infer carry extends Digit}`
        ? TimesDigit<A1, b, carry, `${d}${Done}`>
        : never
      : never
    : never
  : C extends '0'
    ? Done
    : `${C}${Done}`;
/** Reversed A times B, by Horner's rule over the digits of B: Done becomes 10·Done + A·digit. */
type TimesDigits<
  A extends string,
  B extends string,
  Done extends string = '',
> = B extends `${infer b extends Digit}${infer B1}`
  ? b extends '0'
    ? TimesDigits<A, B1, Done extends '' ? '' : `${Done}0`>
    : TimesDigits<A, B1, Done extends '' ? TimesDigit<A, b> : AddText<`${Done}0`, TimesDigit<A, b>>>
  : Done;

/** Long division by one digit: [quotient, remainder]. */
type DivideByDigit<
  A extends string,
  Divisor extends Digit,
  Rest extends Digit = '0',
  Done extends string = '',
> = A extends `${infer a extends Digit}${infer A1}`
  ? QuotientOf[Divisor][Rest & keyof QuotientOf[Divisor]] extends infer Row extends readonly string[]
    ? Row[a & keyof Row] extends `${infer quotient}${infer rest extends Digit}`
      ? DivideByDigit<A1, Divisor, rest, `${Done}${quotient}`>
      : never
    : never
  : [Trim<Done>, Rest];
/** One digit of a quotient, by repeated subtraction: [digit, remainder]. */
type QuotientDigit<Rest extends string, Divisor extends string, Count extends unknown[] = []> =
  SubText<Rest, Divisor> extends infer Less extends string
    ? Less extends 'negative'
      ? [`${Count['length'] & number}`, Rest]
      : QuotientDigit<Less, Divisor, [...Count, 0]>
    : never;
type DivideByDigits<
  A extends string,
  Divisor extends string,
  Rest extends string = '0',
  Done extends string = '',
> = A extends `${infer a}${infer A1}`
  ? QuotientDigit<Trim<`${Rest}${a}`>, Divisor> extends [infer quotient extends string, infer rest extends string]
    ? DivideByDigits<A1, Divisor, rest, `${Done}${quotient}`>
    : never
  : [Trim<Done>, Rest];
/** A / B for B > 0: [quotient, remainder]. */
type DivideText<A extends string, B extends string> = B extends Digit ? DivideByDigit<A, B> : DivideByDigits<A, B>;

/** Whether N, and every member of a union N, is a literal 0, 1, 2, …: `-${N}` of another literal is no bigint. */
export type IsNatural<N extends number> = number extends N ? false : `-${N}` extends `${bigint}` ? true : false;

export type Add<A extends number, B extends number> = B extends 0
  ? A
  : A extends 0
    ? B
    : IsNatural<A | B> extends true
      ? ToNumber<AddText<`${A}`, `${B}`>>
      : number;

/** A - B; `never` when that is negative. */
export type Subtract<A extends number, B extends number> = B extends 0
  ? A
  : IsNatural<A | B> extends true
    ? ToNumber<SubText<`${A}`, `${B}`>>
    : number;

export type Multiply<A extends number, B extends number> = B extends 1
  ? A
  : A extends 1
    ? B
    : A extends 0
      ? 0
      : B extends 0
        ? 0
        : IsNatural<A | B> extends true
          ? ToNumber<TimesDigits<Reverse<`${A}`>, `${B}`>>
          : number;

/** floor(A / B) for B > 0. */
export type FloorDivide<A extends number, B extends number> = B extends 1
  ? A
  : IsNatural<A | B> extends true
    ? DivideText<`${A}`, `${B}`> extends [infer Quotient extends string, string]
      ? ToNumber<Quotient>
      : never
    : number;

/** ceil(A / B) for B > 0. */
export type CeilDivide<A extends number, B extends number> = B extends 1
  ? A
  : IsNatural<A | B> extends true
    ? DivideText<`${A}`, `${B}`> extends [infer Quotient extends string, infer Rest]
      ? ToNumber<Rest extends '0' ? Quotient : AddText<Quotient, '1'>>
      : never
    : number;

/** Whether A < B. */
export type IsLess<A extends number, B extends number> =
  IsNatural<A | B> extends true ? (SubText<`${A}`, `${B}`> extends 'negative' ? true : false) : boolean;
