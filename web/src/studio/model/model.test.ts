/** The edits of the studio on whole files: they do what they say and keep what they do not know. */
import { describe, expect, it } from 'vitest';
import type { LayoutDef, ObjectDef, PipelineDef, RuleDef, TemplateDef, ViewsDef } from '@/api';
import { fileChanges } from './diff';
import { difference, freeKey, objectKeys, paths, type Files } from './files';
import { addField, addSection, amendField, amendPlace, deleteField, moveSection, placeField, rekeyField, removeSection, restoreField, retireField, takeOff } from './form';
import { createObject, moveNav } from './object';
import { addStage, amendStage, createPipeline, listedMoves, moveStage, removedStages, removeStage, setGate, setStatus, toggleMove } from './pipeline';
import { createRule, deleteRule, setTrigger, shadowRule, switchRule } from './rule';

const label = (text: string) => ({ 'zh-CN': text, en: text });

const object = {
  key: 'deal', label: label('Deal'), title: 'name', later: { kept: true },
  fields: [
    { key: 'name', label: label('Name'), type: 'text', required: true, mystery: [1] },
    { key: 'amount', label: label('Amount'), type: 'money' },
    { key: 'stage', label: label('Stage'), type: 'stage', pipeline: 'deal' },
  ],
};

const layout = {
  object: 'deal', header: ['amount', 'stage'], unknown: 'kept',
  sections: [
    { key: 'basic', label: label('Basics'), columns: 2, fields: [{ field: 'name', wide: true }, { field: 'amount', hint: 'kept' }] },
    { key: 'more', label: label('More'), columns: 2, fields: [{ field: 'stage' }] },
  ],
};

const stage = (key: string, status: 'open' | 'won' | 'lost' = 'open') => ({ key, label: label(key), status, probability: status === 'won' ? 100 : 10 });

const pipeline: PipelineDef = { key: 'deal', label: label('Sales'), object: 'deal', moves: 'any', stages: [stage('a'), stage('b'), stage('won', 'won'), stage('lost', 'lost')] };

const rule: RuleDef = {
  key: 'r', label: label('Rule'), object: 'deal', trigger: { kind: 'created' },
  actions: [{ kind: 'set', values: { amount: 1 } }, { kind: 'future', whatever: true }, { kind: 'notify', to: ['owner'], text: label('hi') }],
};

const files: Files = {
  'forms/template.json': { key: 't', nav: [{ items: [{ object: 'deal' }, { dashboard: 'sales' }] }, { items: [] }] },
  'forms/deal/object.json': object,
  'forms/deal/layout.json': layout,
  'forms/deal/views.json': { object: 'deal', views: [{ key: 'all', label: label('All'), kind: 'table', columns: ['name', 'amount'] }] },
  'workflows/deal.pipeline.json': pipeline,
  'workflows/r.rule.json': rule,
  'scripts/x.rhai': 'fn f(r) { () }',
};

const PIPE = 'workflows/deal.pipeline.json';
const RULE = 'workflows/r.rule.json';
const places = (now: Files) => (now['forms/deal/layout.json'] as LayoutDef).sections.map((section) => section.fields.map((place) => place.field));
const fields = (now: Files) => (now['forms/deal/object.json'] as ObjectDef).fields;
const stages = (now: Files) => (now[PIPE] as PipelineDef).stages;

describe('fields', () => {
  it('are added where they were dropped', () => {
    const field = { key: 'note', label: label('Note'), type: 'text' };
    expect(places(addField(files, 'deal', field, { section: 'basic', before: 'amount' }))).toEqual([['name', 'note', 'amount'], ['stage']]);
    expect(places(addField(files, 'deal', field))).toEqual(places(files));
    expect(fields(addField(files, 'deal', field)).at(-1)).toEqual(field);
  });

  it('move within and across sections and keep what their place says', () => {
    expect(places(placeField(files, 'deal', 'amount', { section: 'basic', before: 'name' }))).toEqual([['amount', 'name'], ['stage']]);
    const across = placeField(files, 'deal', 'amount', { section: 'more' });
    expect(places(across)).toEqual([['name'], ['stage', 'amount']]);
    expect((across['forms/deal/layout.json'] as LayoutDef).sections[1]?.fields[1]).toEqual({ field: 'amount', hint: 'kept' });
    expect(placeField(files, 'deal', 'amount', { section: 'basic', before: 'amount' })).toBe(files);
  });

  it('stand beside another when dropped on its right: both give up the whole width', () => {
    const beside = placeField(files, 'deal', 'stage', { section: 'basic', beside: 'name' });
    expect(places(beside)).toEqual([['name', 'stage', 'amount'], []]);
    expect((beside['forms/deal/layout.json'] as LayoutDef).sections[0]?.fields[0]).toEqual({ field: 'name' });
  });

  it('leave form, header and views when retired, and come back unplaced', () => {
    const retired = retireField(files, 'deal', 'amount');
    expect(places(retired)).toEqual([['name'], ['stage']]);
    expect((retired['forms/deal/layout.json'] as LayoutDef).header).toEqual(['stage']);
    expect((retired['forms/deal/views.json'] as ViewsDef).views[0]?.columns).toEqual(['name']);
    expect(fields(retired)[1]).toMatchObject({ key: 'amount', retired: true });
    expect(fields(restoreField(retired, 'deal', 'amount'))[1]).toEqual(object.fields[1]);
  });

  it('lose a setting that is undefined and nothing else', () => {
    expect(fields(amendField(files, 'deal', 'name', { required: undefined }))[0]).toEqual({ key: 'name', label: label('Name'), type: 'text', mystery: [1] });
    const wide = amendPlace(files, 'deal', 'amount', { wide: true });
    expect((wide['forms/deal/layout.json'] as LayoutDef).sections[0]?.fields[1]).toEqual({ field: 'amount', hint: 'kept', wide: true });
  });

  it('can be taken off the form or deleted', () => {
    expect(places(takeOff(files, 'deal', 'amount'))).toEqual([['name'], ['stage']]);
    expect(takeOff(files, 'deal', 'nowhere')).toBe(files);
    expect(fields(deleteField(files, 'deal', 'amount')).map((field) => field.key)).toEqual(['name', 'stage']);
  });

  it('get a better key while nothing else names them', () => {
    const added = addField(files, 'deal', { key: 'text', label: label('Budget'), type: 'text' }, { section: 'more' });
    const renamed = rekeyField(added, 'deal', 'text', 'budget');
    expect(fields(renamed).at(-1)?.key).toBe('budget');
    expect(places(renamed)).toEqual([['name', 'amount'], ['stage', 'budget']]);
    const named = amendPlace(added, 'deal', 'amount', { visible_when: { field: 'text', op: 'not_empty' } });
    expect(rekeyField(named, 'deal', 'text', 'budget')).toBe(named);
    expect(rekeyField(added, 'deal', 'text', 'amount')).toBe(added);
  });

  it('keep every part of a file that no edit knows', () => {
    const now = placeField(addField(files, 'deal', { key: 'x', label: label('X'), type: 'text' }, { section: 'more' }), 'deal', 'amount', { section: 'more' });
    expect(now['forms/deal/object.json']).toMatchObject({ later: { kept: true }, fields: [{ mystery: [1] }, {}, {}, {}] });
    expect(now['forms/deal/layout.json']).toMatchObject({ unknown: 'kept' });
    expect(now['scripts/x.rhai']).toBe(files['scripts/x.rhai']);
  });
});

describe('sections', () => {
  it('are added, moved and removed; their fields stay with the object', () => {
    const { files: added, key } = addSection(files, 'deal', label('Third'));
    expect(key).toBe('section');
    expect((added['forms/deal/layout.json'] as LayoutDef).sections.map((one) => one.key)).toEqual(['basic', 'more', 'section']);
    expect((moveSection(added, 'deal', 'section', 'basic')['forms/deal/layout.json'] as LayoutDef).sections.map((one) => one.key)).toEqual(['section', 'basic', 'more']);
    const removed = removeSection(files, 'deal', 'basic');
    expect(places(removed)).toEqual([['stage']]);
    expect(fields(removed)).toHaveLength(3);
  });
});

describe('stages', () => {
  const keys = (now: Files) => stages(now).map((one) => one.key);

  it('are put in order; won and lost stay at the end', () => {
    expect(keys(moveStage(files, PIPE, 'b', 'a'))).toEqual(['b', 'a', 'won', 'lost']);
    expect(keys(moveStage(files, PIPE, 'a', undefined))).toEqual(['b', 'a', 'won', 'lost']);
    expect(keys(moveStage(files, PIPE, 'lost', 'a'))).toEqual(['a', 'b', 'lost', 'won']);
  });

  it('are added before the closing ones', () => expect(keys(addStage(files, PIPE, stage('c')))).toEqual(['a', 'b', 'c', 'won', 'lost']));

  it('change their place and their chance with their status', () => {
    const won = setStatus(files, PIPE, 'a', 'won');
    expect(keys(won)).toEqual(['b', 'a', 'won', 'lost']);
    expect(stages(won)[1]?.probability).toBe(100);
    expect(stages(setStatus(won, PIPE, 'a', 'open'))[1]?.probability).toBe(90);
  });

  it('go with the moves that name them', () => {
    const listed = toggleMove(files, PIPE, 'a', 'won');
    const gone = removeStage(listed, PIPE, 'b');
    expect(keys(gone)).toEqual(['a', 'won', 'lost']);
    expect((gone[PIPE] as PipelineDef).moves).toEqual([{ from: 'a', to: ['lost'] }, { from: 'won', to: ['a', 'lost'] }, { from: 'lost', to: ['a', 'won'] }]);
    expect(removedStages(pipeline, gone[PIPE] as PipelineDef).map((one) => one.key)).toEqual(['b']);
  });

  it('have a gate only while it asks for something', () => {
    const gated = setGate(files, PIPE, 'b', { require: ['amount'] });
    expect(stages(gated)[1]?.enter).toEqual({ require: ['amount'] });
    const both = setGate(gated, PIPE, 'b', { when: { field: 'amount', op: '>', value: 0 } });
    expect(stages(both)[1]?.enter).toEqual({ require: ['amount'], when: { field: 'amount', op: '>', value: 0 } });
    expect(stages(setGate(gated, PIPE, 'b', { require: [] }))[1]).not.toHaveProperty('enter');
  });

  it('spell out the moves that a word stands for', () => {
    expect(listedMoves({ ...pipeline, moves: 'forward' })).toEqual([{ from: 'a', to: ['b', 'won', 'lost'] }, { from: 'b', to: ['won', 'lost'] }, { from: 'won', to: ['lost'] }]);
    const without = toggleMove(files, PIPE, 'a', 'b');
    expect((without[PIPE] as PipelineDef).moves).toContainEqual({ from: 'a', to: ['won', 'lost'] });
    expect((toggleMove(without, PIPE, 'a', 'b')[PIPE] as PipelineDef).moves).toEqual(listedMoves(pipeline));
  });

  it('come with a new pipeline, its field and the place of the field', () => {
    const made = createPipeline(files, { key: 'deal', object: 'deal', label: label('Second'), field: { key: 'state', label: label('State') }, stages: [stage('x')] }, 'stage');
    expect(made.key).toBe('deal_2');
    expect(made.files[made.path]).toMatchObject({ key: 'deal_2', object: 'deal', stages: [{ key: 'x' }] });
    expect(fields(made.files).at(-1)).toEqual({ key: 'state', label: label('State'), type: 'stage', pipeline: 'deal_2' });
    expect(places(made.files)[0]).toEqual(['name', 'state', 'amount']);
  });
});

describe('rules', () => {
  it('are switched off and on without a trace', () => {
    const off = switchRule(files, RULE, false);
    expect((off[RULE] as RuleDef).enabled).toBe(false);
    expect(switchRule(off, RULE, true)[RULE]).toEqual(rule);
  });

  it('take another trigger, begin switched off, and go with their button', () => {
    const shadow = shadowRule(files, RULE, true);
    expect((shadow[RULE] as RuleDef).mode).toBe('shadow');
    expect(shadowRule(shadow, RULE, false)[RULE]).toEqual(rule);
    // What a person sets off has no shadow.
    expect(setTrigger(shadow, RULE, { kind: 'button' })[RULE]).not.toHaveProperty('mode');
    expect((setTrigger(files, RULE, { kind: 'stage', entered: ['won'] })[RULE] as RuleDef).trigger).toEqual({ kind: 'stage', entered: ['won'] });
    const made = createRule(files, 'deal', 'r', label('New'));
    expect(made).toMatchObject({ key: 'r_2', path: paths.rule('r_2') });
    expect(made.files[made.path]).toMatchObject({ enabled: false, actions: [] });
    const shown = { ...files, 'forms/deal/layout.json': { ...layout, buttons: [{ rule: 'r' }, { rule: 'other' }] } };
    const gone = deleteRule(shown, RULE);
    expect(RULE in gone).toBe(false);
    expect((gone['forms/deal/layout.json'] as LayoutDef).buttons).toEqual([{ rule: 'other' }]);
  });
});

describe('objects and navigation', () => {
  const made = createObject(files, {
    key: 'device', label: label('Device'), icon: 'box', title: { key: 'name', label: label('Name'), type: 'text' }, section: label('Basics'), view: label('All'), group: 1,
  });

  it('a new object has a form, a view and a place in the navigation', () => {
    expect(made[paths.layout('device')]).toMatchObject({ object: 'device', sections: [{ fields: [{ field: 'name' }] }] });
    expect(made[paths.views('device')]).toMatchObject({ views: [{ key: 'all', columns: ['name', 'owner', 'created_at'] }] });
    expect((made[paths.template] as TemplateDef).nav[1]?.items).toEqual([{ object: 'device' }]);
    expect(objectKeys(made)).toEqual(['deal', 'device']);
  });

  it('entries move within and across groups', () => {
    const nav = (now: Files) => (now[paths.template] as TemplateDef).nav.map((group) => group.items);
    expect(nav(moveNav(made, 'object:device', 0, 'dashboard:sales'))).toEqual([[{ object: 'deal' }, { object: 'device' }, { dashboard: 'sales' }], []]);
    expect(nav(moveNav(made, 'object:deal', 0, undefined))[0]).toEqual([{ dashboard: 'sales' }, { object: 'deal' }]);
  });
});

describe('what changed', () => {
  it('is sent file by file', () => {
    const now = deleteRule(amendStage(files, PIPE, 'a', { probability: 20 }), RULE);
    expect(Object.keys(difference(files, now)).sort()).toEqual([PIPE, RULE]);
    expect(difference(files, now)[RULE]).toBeNull();
  });

  it('is told part by part', () => {
    let now = addField(files, 'deal', { key: 'note', label: label('Note'), type: 'text' }, { section: 'more' });
    now = moveStage(amendStage(now, PIPE, 'a', { probability: 20 }), PIPE, 'b', 'a');
    now = switchRule(now, RULE, false);
    const told = fileChanges(files, now).map((change) => [change.path, change.items.map((item) => `${item.verb} ${item.noun} ${item.label?.en ?? ''} ${item.what.join()}`.trim())]);
    expect(told).toEqual([
      ['forms/deal/layout.json', ['moved place']],
      ['forms/deal/object.json', ['added field Note']],
      [PIPE, ['changed stage a probability', 'moved stages']],
      [RULE, ['changed ruleOff Rule']],
    ]);
    expect(fileChanges(files, JSON.parse(JSON.stringify(files)) as Files)).toEqual([]);
  });

  it('finds keys that are free', () => expect(freeKey('a', ['a', 'a_2'])).toBe('a_3'));
});
