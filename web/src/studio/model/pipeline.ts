/** Edits of a pipeline: its stages, their gates and tasks, the moves between them. Pure. */
import type { FieldDef, Gate, Label, MoveDef, PipelineDef, StageDef, StageStatus, StageTask } from '@/api';
import { addField } from './form';
import { amend, change, freeKey, layoutOf, moveBefore, paths, pipelines, write, type Files } from './files';

const alter = (files: Files, path: string, how: (def: PipelineDef) => PipelineDef) => change<PipelineDef>(files, path, how);

export const amendPipeline = (files: Files, path: string, changes: Partial<PipelineDef>) => alter(files, path, (def) => amend(def, changes));

export const isClosing = (stage: Pick<StageDef, 'status'>) => stage.status !== 'open';

/** Won and lost stand at the end; otherwise the order is as given. */
const settle = (stages: StageDef[]): StageDef[] => [...stages.filter((stage) => !isClosing(stage)), ...stages.filter(isClosing)];

/** A new stage after the last open one. */
export function addStage(files: Files, path: string, stage: StageDef): Files {
  return alter(files, path, (def) => ({ ...def, stages: settle([...def.stages, stage]) }));
}

/** Order by dragging: a stage stays among those of its kind, since won and lost stand at the end. */
export function moveStage(files: Files, path: string, key: string, before: string | undefined): Files {
  return alter(files, path, (def) => ({
    ...def, stages: settle(moveBefore(def.stages, (stage) => stage.key === key, before === undefined ? undefined : (stage) => stage.key === before)),
  }));
}

export function amendStage(files: Files, path: string, key: string, changes: Partial<StageDef>): Files {
  return alter(files, path, (def) => ({ ...def, stages: def.stages.map((stage) => (stage.key === key ? amend(stage, changes) : stage)) }));
}

/** The chance of a closed stage is settled by its status. */
export function setStatus(files: Files, path: string, key: string, status: StageStatus): Files {
  return alter(files, path, (def) => {
    const stages = def.stages.map((stage) => {
      if (stage.key !== key || stage.status === status) return stage;
      const probability = status === 'won' ? 100 : status === 'lost' ? 0 : Math.min(stage.probability ?? 0, 90);
      return amend(stage, { status, probability, stale_after: status === 'open' ? stage.stale_after : undefined });
    });
    return { ...def, stages: settle(stages) };
  });
}

/** Changes parts of a stage's gate; a gate that asks for nothing is left out. */
export function setGate(files: Files, path: string, key: string, changes: Partial<Gate>): Files {
  return alter(files, path, (def) => ({
    ...def, stages: def.stages.map((stage) => {
      if (stage.key !== key) return stage;
      const gate = amend(stage.enter ?? {}, changes);
      if (gate.require?.length === 0) delete gate.require;
      return amend(stage, { enter: Object.keys(gate).length > 0 ? gate : undefined });
    }),
  }));
}

export function setTasks(files: Files, path: string, key: string, tasks: StageTask[]): Files {
  return amendStage(files, path, key, { tasks: tasks.length > 0 ? tasks : undefined });
}

/** The stage and every listed move that names it. */
export function removeStage(files: Files, path: string, key: string): Files {
  return alter(files, path, (def) => {
    const stages = def.stages.filter((stage) => stage.key !== key);
    if (!Array.isArray(def.moves)) return { ...def, stages };
    const moves = def.moves.filter((move) => move.from !== key).map((move) => ({ ...move, to: move.to.filter((to) => to !== key) }));
    return { ...def, stages, moves: moves.filter((move) => move.to.length > 0) };
  });
}

/** The moves a pipeline allows, spelt out. */
export function listedMoves(def: PipelineDef): MoveDef[] {
  if (Array.isArray(def.moves)) return def.moves;
  const keys = def.stages.map((stage) => stage.key);
  const forward = (from: number, to: number) => to > from || def.stages[to]?.status === 'lost';
  return keys.map((from, at) => ({ from, to: keys.filter((_, to) => to !== at && (def.moves !== 'forward' || forward(at, to))) }))
    .filter((move) => move.to.length > 0);
}

export const mayMove = (def: PipelineDef, from: string, to: string) => listedMoves(def).some((move) => move.from === from && move.to.includes(to));

/** Allows or forbids one move, spelling all of them out. */
export function toggleMove(files: Files, path: string, from: string, to: string): Files {
  return alter(files, path, (def) => {
    const listed = listedMoves(def);
    const had = listed.find((move) => move.from === from)?.to ?? [];
    const next = had.includes(to) ? had.filter((one) => one !== to) : def.stages.map((stage) => stage.key).filter((one) => one === to || had.includes(one));
    const known = listed.some((move) => move.from === from);
    const moves = known ? listed.map((move) => (move.from === from ? { ...move, to: next } : move)) : [...listed, { from, to: next }];
    return { ...def, moves: moves.filter((move) => move.to.length > 0) };
  });
}

export interface NewPipeline {
  key: string;
  object: string;
  label: Label;
  field: Pick<FieldDef, 'key' | 'label'>;
  stages: StageDef[];
}

/** A pipeline, the field that holds its stage, and that field's place at the head of the form. */
export function createPipeline(files: Files, { key, object, label, field, stages }: NewPipeline, type: string): { files: Files; path: string; key: string } {
  const free = freeKey(key, pipelines(files).map(({ def }) => def.key));
  const path = paths.pipeline(free);
  const written = write(files, path, { key: free, label, object, moves: 'any', stages } satisfies PipelineDef);
  const first = layoutOf(files, object).sections[0];
  const target = first && { section: first.key, before: first.fields[1]?.field };
  return { key: free, path, files: addField(written, object, { key: field.key, label: field.label, type, pipeline: free }, target) };
}

/** Stages that were published and are no more. */
export function removedStages(before: PipelineDef | undefined, now: PipelineDef | undefined): StageDef[] {
  const kept = new Set((now?.stages ?? []).map((stage) => stage.key));
  return (before?.stages ?? []).filter((stage) => !kept.has(stage.key));
}

/** Where the records of a stage that goes would best go: the one before it among its kind, else the next. */
export function neighbour(def: PipelineDef, key: string): string | undefined {
  const at = def.stages.findIndex((stage) => stage.key === key);
  const kind = def.stages.filter((stage) => stage.key === key || isClosing(stage) === (def.stages[at] !== undefined && isClosing(def.stages[at])));
  const own = kind.findIndex((stage) => stage.key === key);
  return (kind[own - 1] ?? kind[own + 1] ?? def.stages.find((stage) => stage.key !== key))?.key;
}
