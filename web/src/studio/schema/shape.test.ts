/** Schemas as the engine gives them become what a form can draw; what it cannot is left as it is. */
import { describe, expect, it } from 'vitest';
import { fits, freshSettings, membersOf, type Schema, type Shape } from './shape';

const root: Schema = {
  type: 'object',
  required: ['url', 'text', 'to'],
  properties: {
    method: { $ref: '#/$defs/Verb', default: 'POST' },
    url: { $ref: '#/$defs/Worded', 'x-label': 'Address' },
    headers: { type: 'object', additionalProperties: { $ref: '#/$defs/Worded' }, default: {} },
    body: { default: null },
    as: { type: ['string', 'null'] },
    sign: { anyOf: [{ $ref: '#/$defs/Secret' }, { type: 'null' }], description: 'Signs.' },
    text: { type: 'string', description: 'May hold `{{ field }}`.' },
    markdown: { type: 'boolean', default: false },
    tries: { type: 'integer', minimum: 1 },
    to: { type: 'array', items: { type: 'string' } },
    where: { anyOf: [{ $ref: '#/$defs/Filter' }, { type: 'null' }] },
    said: { $ref: '#/$defs/Label' },
    otherwise: { oneOf: [{ const: 'create', type: 'string' }, { const: 'stop', type: 'string' }] },
    find: { anyOf: [{ $ref: '#/$defs/Match' }, { type: 'null' }] },
    odd: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    kind: { const: 'x' },
  },
  $defs: {
    Verb: { type: 'string', enum: ['GET', 'POST'] },
    Worded: { anyOf: [{ type: 'string', format: 'template' }, { $ref: '#/$defs/Secret' }] },
    Secret: { type: 'object', properties: { secret: { type: 'string' } }, required: ['secret'] },
    Filter: { anyOf: [{ type: 'object' }] },
    Label: { type: 'object', properties: { 'zh-CN': { type: 'string' }, en: { type: 'string' } } },
    Match: { type: 'object', properties: { field: { type: 'string' }, value: {}, again: { $ref: '#/$defs/Match' } }, required: ['field'] },
  },
};

const members = membersOf(root);
const shape = (key: string) => members.find((member) => member.key === key)?.shape as Shape;

describe('the shape of settings', () => {
  it.each([
    ['method', { kind: 'choice', options: ['GET', 'POST'] }], ['url', { kind: 'secret', text: { fields: true } }], ['headers', { kind: 'map', of: { kind: 'secret', text: { fields: true } } }], ['body', { kind: 'any' }],
    ['as', { kind: 'text', fields: false }], ['sign', { kind: 'secret' }], ['text', { kind: 'text', fields: true }], ['markdown', { kind: 'flag' }], ['tries', { kind: 'number', whole: true, min: 1, max: undefined }],
    ['to', { kind: 'list', of: { kind: 'text', fields: false } }], ['where', { kind: 'filter' }], ['said', { kind: 'label' }], ['otherwise', { kind: 'choice', options: ['create', 'stop'] }], ['odd', { kind: 'any' }],
  ] as const)('of %s', (key, expected) => expect(shape(key)).toEqual(expected));

  it('goes down into parts, but not for ever', () => {
    const find = shape('find');
    expect(find.kind === 'part' && find.members.map((member) => [member.key, member.required, member.shape.kind])).toEqual([['field', true, 'text'], ['value', false, 'any'], ['again', false, 'part']]);
    expect(JSON.stringify(find).length).toBeLessThan(2_000);
  });

  it('leaves out what only names the kind, and keeps names', () => {
    expect(members.some((member) => member.key === 'kind')).toBe(false);
    expect(members.find((member) => member.key === 'url')).toMatchObject({ label: 'Address', required: true });
    expect(members.find((member) => member.key === 'method')?.usual).toBe('POST');
  });
});

describe('what stands in a file', () => {
  it.each([
    ['url', 'https://x', true], ['url', { secret: 'A' }, true], ['url', { secret: 'A', more: 1 }, false], ['url', 3, false], ['sign', 'plain', false], ['headers', { a: 'b', c: { secret: 'S' } }, true], ['headers', { a: 1 }, false],
    ['to', ['a'], true], ['to', 'a', false], ['find', { field: 'x', value: [1] }, true], ['find', { field: 'x', unknown: 1 }, false], ['body', { any: ['thing'] }, true], ['text', undefined, true],
  ] as const)('%s: %j', (key, value, expected) => expect(fits(shape(key), value)).toBe(expected));

  it('begins with what is required', () => expect(freshSettings(root)).toEqual({ url: '', text: '', to: [] }));
});
