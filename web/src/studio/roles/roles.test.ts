/** Roles of the draft: nothing that an edit does not know is lost, and a role can be given as soon as it is there. */
import { describe, expect, it } from 'vitest';
import type { FieldDef, ObjectDef, RolesDef } from '@/api';
import { fileChanges } from '../model/diff';
import { paths, type Files } from '../model/files';
import { addRole, amendGrant, ANY, dropGrant, grantOf, ownGrant, rekeyRole, removeRole, renameRole, roleIn, rolesIn } from '../model/roles';
import { placeOf } from '../problems';
import { scopesFor, valueOf } from './scopes';

const label = (text: string) => ({ 'zh-CN': text, en: text });

const files: Files = {
  [paths.roles]: {
    later: 'kept',
    roles: [
      { key: 'admin', label: label('Admin'), administer: ['catalog'], objects: { '*': { everything: true } } },
      { key: 'sales', label: label('Sales'), hide: { views: ['thing.all'] }, mystery: [1], objects: { '*': { read: ['all'], bulk: true }, thing: { create: true, read: ['own', { follow: 'parent' }], unknown: 1 } } },
    ],
  },
  [paths.object('user')]: {
    key: 'user', label: label('User'), title: 'name',
    fields: [{ key: 'name', label: label('Name'), type: 'text' }, { key: 'role', label: label('Role'), type: 'multi_select', default: ['sales'], options: [{ key: 'admin', label: label('Admin') }, { key: 'sales', label: label('Sales'), colour: 'red' }] }],
  },
};

const field = (now: Files) => (now[paths.object('user')] as ObjectDef).fields.find((one) => one.key === 'role') as FieldDef;
const options = (now: Files) => field(now).options?.map((one) => one.key);
const sales = (now: Files) => roleIn(now, 'sales');

describe('roles', () => {
  it('are added together with the option that gives them', () => {
    const now = addRole(files, 'guest', label('Guest'), 'blue');
    expect(rolesIn(now).map((role) => role.key)).toEqual(['admin', 'sales', 'guest']);
    expect(field(now).options?.at(-1)).toEqual({ key: 'guest', label: label('Guest'), colour: 'blue' });
    expect(now[paths.roles]).toMatchObject({ later: 'kept' });
  });

  it('are removed: published ones keep their option, retired, and nobody gets them unasked', () => {
    const now = removeRole(files, 'sales', true);
    expect(rolesIn(now).map((role) => role.key)).toEqual(['admin']);
    expect(field(now).options?.[1]).toMatchObject({ key: 'sales', retired: true, colour: 'red' });
    expect(field(now).default).toEqual([]);
    expect(options(removeRole(files, 'sales', false))).toEqual(['admin']);
  });

  it('are renamed with their option, unless that has a name of its own', () => {
    expect(field(renameRole(files, 'sales', label('Field sales'))).options?.[1]?.label).toEqual(label('Field sales'));
    const apart = renameRole(renameRole(files, 'sales', label('A')), 'admin', label('Boss'));
    expect(field(apart).options?.map((one) => one.label.en)).toEqual(['Boss', 'A']);
  });

  it('get a better key in both places, but never one that is taken', () => {
    const now = rekeyRole(addRole(files, 'role', label('New')), 'role', 'support');
    expect([rolesIn(now).at(-1)?.key, options(now)?.at(-1)]).toEqual(['support', 'support']);
    expect(rekeyRole(files, 'sales', 'admin')).toBe(files);
  });
});

describe('rights', () => {
  it('say nothing of what is not granted and keep what they do not know', () => {
    const now = sales(amendGrant(files, 'sales', 'thing', { create: false, update: ['own'], read: [], fields: {} }));
    expect(now?.objects?.thing).toEqual({ update: ['own'], unknown: 1 });
    expect(now).toMatchObject({ hide: { views: ['thing.all'] }, mystery: [1] });
  });

  it('of an object without an entry are those of every other, until it is set apart', () => {
    const role = sales(files);
    expect(role && grantOf(role, 'other')).toEqual({ read: ['all'], bulk: true });
    const apart = ownGrant(files, 'sales', 'other');
    expect(sales(apart)?.objects?.other).toEqual({ read: ['all'], bulk: true });
    expect(sales(amendGrant(apart, 'sales', ANY, { bulk: false }))?.objects?.other).toMatchObject({ bulk: true });
    expect(sales(dropGrant(apart, 'sales', 'other'))).toEqual(role);
  });

  it('are about a union of scopes; conditions stay what they were', () => {
    const filter = { filter: { field: 'size', op: '>' as const, value: 3 } };
    const before = ['own' as const, filter, { follow: 'parent' }];
    expect(before.map(valueOf)).toEqual(['own', 'filter:1', 'follow:parent']);
    const fresh = () => ({ filter: { field: 'name', op: 'not_empty' as const } });
    expect(scopesFor(['filter:1', 'shared', 'follow:owner'], before, fresh)).toEqual([filter, 'shared', { follow: 'owner' }]);
    expect(scopesFor(['own', 'filter:1', 'follow:parent', 'filter'], before, fresh)).toEqual([...before, fresh()]);
  });
});

describe('what is said of roles', () => {
  it('names each that changed', () => {
    const now = addRole(amendGrant(files, 'sales', 'thing', { bulk: true }), 'guest', label('Guest'));
    expect(fileChanges(files, now).find((one) => one.path === paths.roles)?.items).toEqual([
      { noun: 'role', verb: 'added', label: label('Guest'), what: [], at: 'role:guest' },
      { noun: 'role', verb: 'changed', label: label('Sales'), what: ['objects'], at: 'role:sales' },
    ]);
  });

  it('leads to the row that a problem is in', () => {
    expect(placeOf(files, { file: paths.roles, pointer: '/roles/1/objects/thing/read/1/follow' })).toEqual({ to: '/studio/roles/sales', at: 'grant:thing' });
    expect(placeOf(files, { file: paths.roles, pointer: '/roles' })).toEqual({ to: '/studio/roles' });
    expect((files[paths.roles] as RolesDef).roles).toHaveLength(2);
  });
});
