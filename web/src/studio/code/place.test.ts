/** What the check says of a script is marked where it says so. */
import { expect, it } from 'vitest';
import { markOf } from './place';

it.each([
  [{ pointer: '/fields/3/script', message: '脚本 1:8：没有这个名称', expected: null }, { line: 1, column: 8, message: '没有这个名称' }],
  [{ pointer: '/when', message: 'script 2:1: Unknown name', expected: null }, { line: 2, column: 1, message: 'Unknown name' }],
  [{ pointer: '4:12', message: 'Expecting )', expected: ')' }, { line: 4, column: 12, message: 'Expecting ) ())' }],
  [{ pointer: '/fields/3/script', message: '公式不能引用自己', expected: null }, { message: '公式不能引用自己' }],
  [{ pointer: '/when', message: 'script : ends too early', expected: null }, { message: 'ends too early' }],
])('%o', (problem, mark) => expect(markOf(problem as never)).toEqual(mark));
