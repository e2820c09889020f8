import { describe, expect, it } from 'vitest';
import type { FormDef } from '@/api';
import { amendAsked, ask, askNoMore, createForm, openForm, shiftAsked } from './webform';

const label = { 'zh-CN': '表', en: 'Form' };
const path = 'forms/thing/enquiry.form.json';
const def: FormDef = { key: 'enquiry', label, object: 'thing', fields: [{ field: 'a' }, { field: 'b', required: true }], values: { c: 1 } };
const files = { [path]: def, 'forms/thing/object.json': { key: 'thing', label, title: 'a', fields: [{ key: 'a', label, type: 'text', required: true }, { key: 'b', label, type: 'text' }, { key: 'x', label, type: 'text', required: true, retired: true }] } };
const asked = (now: object) => ((now as Record<string, FormDef>)[path] as FormDef).fields.map(({ field }) => field);
const form = (now: object) => (now as Record<string, FormDef>)[path] as FormDef;

describe('a form that anybody may fill in', () => {
  it('asks each field once, where it was put', () => {
    expect(asked(ask(files, path, 'd'))).toEqual(['a', 'b', 'd']);
    expect(asked(ask(files, path, 'd', 'b'))).toEqual(['a', 'd', 'b']);
    expect(asked(ask(files, path, 'b', 'a'))).toEqual(['b', 'a']);
    expect(form(ask(files, path, 'b', 'a')).fields[0]).toEqual({ field: 'b', required: true });
  });

  it('does not set what it asks', () => {
    expect(form(ask(files, path, 'c')).values).toBeUndefined();
  });

  it('keeps the order within its ends', () => {
    expect(asked(shiftAsked(files, path, 'a', 1))).toEqual(['b', 'a']);
    expect(asked(shiftAsked(files, path, 'a', -1))).toEqual(['a', 'b']);
    expect(asked(askNoMore(files, path, 'a'))).toEqual(['b']);
  });

  it('leaves nothing behind of what was taken away', () => {
    expect(form(amendAsked(files, path, 'b', { required: undefined })).fields[1]).toEqual({ field: 'b' });
    expect(form(openForm(files, path, false)).open).toBe(false);
    expect('open' in form(openForm(openForm(files, path, false), path, true))).toBe(false);
  });

  it('begins with what its object requires', () => {
    const made = createForm(files, 'thing', 'enquiry', label, () => true);
    expect(made.path).toBe('forms/thing/enquiry_2.form.json');
    expect((made.files[made.path] as FormDef).fields).toEqual([{ field: 'a' }]);
  });
});
