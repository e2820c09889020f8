/** The steps of a rule, wherever they stand: `2/then/0` is the first step in the `then` of the third one. Finding, adding,
 * changing, moving them without touching what stands beside them. Pure; knows which kinds hold steps, nothing else of them. */
import type { ActionDef, RuleDef } from '@/api';
import { amend, change, type Files } from './files';

/** A place between steps: the list (`''` is the rule's own, `2/then` a nested one) and how many steps stand before it there. */
export interface Spot {
  list: string;
  index: number;
}

export interface Found {
  path: string;
  step: ActionDef;
}

const LISTS: Record<string, readonly string[]> = { branch: ['then', 'else'], each: ['do'], wait: ['else'] };
/** A list that may be left out of the file when nothing stands in it. */
const OPTIONAL = new Set(['else']);

/** The settings of a kind that hold steps. */
export const listsOf = (kind: string): readonly string[] => LISTS[kind] ?? [];

export const pathIn = ({ list, index }: Spot) => (list === '' ? String(index) : `${list}/${index}`);
export const pointerOf = (path: string) => `/actions/${path}`;

export function spotOf(path: string): Spot {
  const cut = path.lastIndexOf('/');
  return { list: path.slice(0, Math.max(cut, 0)), index: Number(path.slice(cut + 1)) };
}

/** The steps of one setting; what is no list holds none. */
export const stepsIn = (step: ActionDef, setting: string): ActionDef[] => (Array.isArray(step[setting]) ? step[setting] as ActionDef[] : []);

export function listAt(rule: RuleDef, list: string): ActionDef[] {
  if (list === '') return rule.actions;
  const cut = list.lastIndexOf('/');
  const owner = stepAt(rule, list.slice(0, cut));
  const setting = list.slice(cut + 1);
  return owner && listsOf(owner.kind).includes(setting) ? stepsIn(owner, setting) : [];
}

export function stepAt(rule: RuleDef, path: string): ActionDef | undefined {
  if (!/^\d+(\/[a-z]+\/\d+)*$/.test(path)) return undefined;
  const { list, index } = spotOf(path);
  return listAt(rule, list)[index];
}

/** Every step, in the order in which they are read. */
export function allSteps(rule: RuleDef): Found[] {
  const below = (steps: ActionDef[], list: string): Found[] => steps.flatMap((step, index) => {
    const path = pathIn({ list, index });
    return [{ path, step }, ...listsOf(step.kind).flatMap((setting) => below(stepsIn(step, setting), `${path}/${setting}`))];
  });
  return below(rule.actions, '');
}

/** Every place a step can stand, in the order in which they are read. */
export function allSpots(rule: RuleDef): Spot[] {
  const below = (steps: ActionDef[], list: string): Spot[] => [
    ...steps.flatMap((step, index) => [
      { list, index },
      ...listsOf(step.kind).flatMap((setting) => below(stepsIn(step, setting), `${pathIn({ list, index })}/${setting}`)),
    ]),
    { list, index: steps.length },
  ];
  return below(rule.actions, '');
}

/** The step that a pointer into the rule's file leads to or into: `/actions/2/then/0/values/x` → `2/then/0`. */
export function pathOfPointer(rule: RuleDef | undefined, pointer: string): string | undefined {
  const [, root, first, ...rest] = pointer.split('/');
  if (root !== 'actions' || first === undefined || !/^\d+$/.test(first)) return undefined;
  let path = first;
  while (rest.length >= 2) {
    const [setting = '', index = ''] = rest.splice(0, 2);
    const step = rule && stepAt(rule, path);
    if (!step || !listsOf(step.kind).includes(setting) || !/^\d+$/.test(index)) return path;
    path = `${path}/${setting}/${index}`;
  }
  return path;
}

/** Whether a place lies within a step. */
export const isWithin = (spot: Spot, path: string) => spot.list.startsWith(`${path}/`);

export function insertStep(rule: RuleDef, spot: Spot, step: ActionDef): RuleDef {
  return alterList(rule, spot.list, (steps) => [...steps.slice(0, spot.index), step, ...steps.slice(spot.index)]);
}

export function removeStep(rule: RuleDef, path: string): RuleDef {
  const { list, index } = spotOf(path);
  return alterList(rule, list, (steps) => steps.filter((_, at) => at !== index));
}

export function amendStep(rule: RuleDef, path: string, changes: Record<string, unknown>): RuleDef {
  return replaceStep(rule, path, (step) => amend<ActionDef>(step, changes));
}

export function replaceStep(rule: RuleDef, path: string, how: (step: ActionDef) => ActionDef): RuleDef {
  const { list, index } = spotOf(path);
  return alterList(rule, list, (steps) => steps.map((step, at) => (at === index ? how(step) : step)));
}

/** A step put somewhere else, and where it stands then. It cannot be put into itself. */
export function moveStep(rule: RuleDef, path: string, to: Spot): { rule: RuleDef; path: string } {
  const step = stepAt(rule, path);
  const from = spotOf(path);
  const stays = to.list === from.list && (to.index === from.index || to.index === from.index + 1);
  if (!step || stays || isWithin(to, path)) return { rule, path };
  const spot = afterRemoval(to, from);
  return { rule: insertStep(removeStep(rule, path), spot, step), path: pathIn(spot) };
}

/** The place before which a step moves when it goes one on or back, into and out of the lists around it. */
export function nextSpot(rule: RuleDef, path: string, way: 1 | -1): Spot | undefined {
  const own = spotOf(path);
  const spots = allSpots(rule).filter((spot) => !isWithin(spot, path) && !(spot.list === own.list && spot.index === own.index + 1));
  return spots[spots.findIndex((spot) => spot.list === own.list && spot.index === own.index) + way];
}

/** A place as it is called once the step at another one is gone. */
function afterRemoval(spot: Spot, gone: Spot): Spot {
  if (spot.list === gone.list) return spot.index > gone.index ? { ...spot, index: spot.index - 1 } : spot;
  const before = gone.list === '' ? '' : `${gone.list}/`;
  if (!spot.list.startsWith(before)) return spot;
  const [first = '', ...rest] = spot.list.slice(before.length).split('/');
  const index = Number(first);
  return index > gone.index ? { ...spot, list: `${before}${[index - 1, ...rest].join('/')}` } : spot;
}

function alterList(rule: RuleDef, list: string, how: (steps: ActionDef[]) => ActionDef[]): RuleDef {
  if (list === '') return { ...rule, actions: how(rule.actions) };
  const cut = list.lastIndexOf('/');
  const setting = list.slice(cut + 1);
  return replaceStep(rule, list.slice(0, cut), (owner) => {
    const next = how(stepsIn(owner, setting));
    return amend<ActionDef>(owner, { [setting]: next.length === 0 && OPTIONAL.has(setting) ? undefined : next });
  });
}

/** The same on the draft. */
export const editSteps = (files: Files, path: string, how: (rule: RuleDef) => RuleDef): Files => change<RuleDef>(files, path, how);
