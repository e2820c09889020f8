import { expect, test } from 'vitest';
import { exampleOf, partsOf } from './body';

const schema = { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' }, level: { enum: ['a', 'b'] }, at: { type: 'object', properties: { city: { type: 'string', examples: ['Shenzhen'] } } } } };

test('the parts of what is pushed can be chosen, those inside others too', () => {
  expect(partsOf(schema)).toEqual(['name', 'size', 'level', 'at', 'at.city']);
  expect(partsOf(undefined)).toEqual([]);
  expect(partsOf({ properties: { a: true } })).toEqual(['a']);
});

test('an example fits the schema', () => {
  expect(exampleOf(schema)).toEqual({ name: 'text', size: 1, level: 'a', at: { city: 'Shenzhen' } });
  expect(exampleOf(undefined)).toEqual({ name: 'text' });
});
