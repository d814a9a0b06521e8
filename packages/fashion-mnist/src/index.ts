export { type FashionMnistOptions, fashionMnist, fashionMnistClasses } from './fashion-mnist.ts';
