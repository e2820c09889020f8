/** Adds a field of a type to an object; the cursor waits in its label. */
import { App } from 'antd';
import type { FieldDef, Label } from '@/api';
import { words } from '@/fields/locale';
import { missingFor, PIPELINE_TYPE, settingsOf } from '../fields/types';
import { useT as useFieldT } from '../fields/locale';
import { relationsOf } from '../model/catalog';
import { freeKey, objectKeys, objectOf, type Files } from '../model/files';
import { addField, placeField, type Target } from '../model/form';
import { createPipeline } from '../model/pipeline';
import { freshStages, pipelineLabel } from '../pipeline/fresh';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';

/** The name of a type, in both languages. */
export const typeLabel = (type: string): Label => {
  const key = `type.${type}`;
  return { 'zh-CN': words.zh[key] ?? type, en: words.en[key] ?? type };
};

/** Keys that a new field of the object must not have. */
export function takenKeys(files: Files, object: string): string[] {
  const own = objectOf(files, object)?.fields.map((field) => field.key) ?? [];
  const system = ['id', 'version', 'owner', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at'];
  return [...own, ...system, ...relationsOf(files, objectKeys(files), object).map((relation) => relation.key)];
}

export function freshScope(files: Files, object: string) {
  const others = objectKeys(files).filter((key) => key !== 'user');
  return {
    target: others.find((key) => key !== object) ?? others[0],
    relation: relationsOf(files, objectKeys(files), object)[0]?.key,
  };
}

/** At once, under a key of its own; when its name was written, the key follows it. */
export function useAddField(object: string) {
  const { files, edit } = useStudio();
  const { message } = App.useApp();
  const [, select] = useSelection();
  const t = useFieldT();
  return (type: string, target?: Target) => {
    const scope = freshScope(files, object);
    const missing = missingFor(type, scope);
    if (missing) return void message.warning(t(missing));
    const label = typeLabel(type);
    const key = freeKey(type, takenKeys(files, object));
    const def: FieldDef = { key, label, type, ...settingsOf(type).fresh?.(scope) };
    edit((now) => {
      if (type !== PIPELINE_TYPE) return addField(now, object, def, target);
      const own = objectOf(now, object)?.label ?? label;
      const made = createPipeline(now, { key: object, object, label: pipelineLabel(own), field: { key, label }, stages: freshStages() }, type);
      return target ? placeField(made.files, object, key, target) : made.files;
    });
    select(`field:${key}`, true);
  };
}
