import { expect, test } from 'vitest';
import type { OpenForm } from '@/api';
import { answered, freshId, missing } from './fields';

const label = { 'zh-CN': '名', en: 'Name' };
const form = {
  title: label, intro: null, thanks: null, currency: 'CNY', time_zone: 'Asia/Shanghai',
  fields: [{ key: 'name', label, type: 'text', required: true }, { key: 'memo', label, type: 'long_text', required: false }],
} as OpenForm;

test('what is required and left empty is missing', () => {
  expect(missing(form, {}).map(({ key }) => key)).toEqual(['name']);
  expect(missing(form, { name: '' }).map(({ key }) => key)).toEqual(['name']);
  expect(missing(form, { name: 'A' })).toEqual([]);
});

test('only what is asked and answered is sent', () => {
  expect(answered(form, { name: 'A', memo: '', other: 1 })).toEqual({ name: 'A' });
});

test('ids are UUIDs, each another', () => {
  const ids = Array.from({ length: 50 }, freshId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(50);
});
