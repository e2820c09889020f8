/** What the engine does not let somebody do is not offered, and what it does not let them see is said to be so. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, renderHook, screen } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { MemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import { keys, type Catalog, type CatalogObject, type Field, type ObjectRights } from '@/api';
import { FieldDisplay, isEditable } from '@/fields';
import { ShellContext, type ShellActions } from '@/shell/context';
import { useDraft } from './create/useDraft';
import { mayBulk, mayChoose, mayEdit, mayFill } from './sections';

const field = (key: string, type: string, more: Partial<Field> = {}): Field =>
  ({ key, type, label: { 'zh-CN': key, en: key }, operators: [], sortable: false, groupable: false, computed: false, ...more }) as Field;

const all: ObjectRights = { create: true, update: true, transfer: true, merge: true, bulk: true, delete: true, purge: true, import: true, export: true };
const object = (can: Partial<ObjectRights>) => ({ can: { ...all, ...can } }) as CatalogObject;

function Signed({ children }: PropsWithChildren) {
  const client = new QueryClient();
  client.setQueryData(keys.catalog, { objects: {}, workspace: { currency: 'CNY', time_zone: 'Asia/Shanghai' } } as unknown as Catalog);
  return <QueryClientProvider client={client}><ShellContext.Provider value={{ me: { id: 'u1', name: 'Bo' } } as ShellActions}>{children}</ShellContext.Provider></QueryClientProvider>;
}

describe('rights', () => {
  it('to give away decide over the owner, those to change over the rest', () => {
    const [owner, name] = [field('owner', 'user', { system: true }), field('name', 'text')];
    expect([mayEdit(object({}), owner), mayEdit(object({}), name)]).toEqual([true, true]);
    expect([mayEdit(object({ transfer: false }), owner), mayEdit(object({ transfer: false }), name)]).toEqual([false, true]);
    expect([mayEdit(object({ update: false }), owner), mayEdit(object({ update: false }), name)]).toEqual([false, false]);
  });

  it('let rows be chosen only where something can be done with many', () => {
    expect(mayBulk(object({}))).toBe(true);
    expect(mayBulk(object({ bulk: false }))).toBe(false);
    expect(mayBulk(object({ update: false, delete: false }))).toBe(false);
    expect([mayChoose(object({ bulk: false })), mayChoose(object({ bulk: false, merge: false }))]).toEqual([true, false]);
  });
});

describe('what is seen in part', () => {
  const masked = field('phone', 'phone', { masked: true });

  it('is shown as given and leads nowhere', () => {
    render(<FieldDisplay field={masked} value="138****5678" refs={{}} />);
    expect(screen.getByText('138****5678').closest('a')).toBeNull();
  });

  it('is not edited, but filled in where it is empty', () => {
    expect(isEditable(masked)).toBe(false);
    expect(isEditable(field('phone', 'phone'))).toBe(true);
    expect([mayFill(object({}), masked, null), mayFill(object({}), masked, '138****5678')]).toEqual([true, false]);
    expect(mayFill(object({ update: false }), masked, null)).toBe(false);
    expect(mayFill(object({ transfer: false }), field('owner', 'user', { system: true }), null)).toBe(false);
  });

  it('is asked for on a new record, unless it is read-only', () => {
    const fields = [field('name', 'text'), { ...masked, required: true }, field('code', 'text', { masked: true }), field('given', 'phone', { masked: true, readonly: true }), field('level', 'text', { readonly: true })];
    const section = { key: 'all', label: { 'zh-CN': '', en: '' }, fields: fields.filter(({ key }) => key !== 'phone').map(({ key }) => ({ field: key })) };
    const thing = { key: 'thing', title: 'name', fields, pipelines: [], layout: { object: 'thing', sections: [section] } } as unknown as CatalogObject;
    const { result } = renderHook(() => useDraft(thing, {}), { wrapper: Signed });
    expect(result.current.sections.flatMap((placed) => placed.fields.map((one) => one.field.key))).toEqual(['name', 'code', 'phone']);
    expect(result.current.missing().map(({ key }) => key)).toEqual(['phone']);
    act(() => result.current.set('phone', '13812345678'));
    expect(result.current.body()).toEqual({ phone: '13812345678' });
  });
});

describe('a link to what may not be seen', () => {
  it.each([field('about', 'lookup', { to: 'thing' }), field('who', 'user')])('says so instead of naming it ($type)', (link) => {
    render(<MemoryRouter><FieldDisplay field={link} value="0197-unseen" refs={{}} /></MemoryRouter>);
    expect(screen.getByText('无权查看').closest('a')).toBeNull();
    expect(screen.queryByText(/0197/)).toBeNull();
  });
});
