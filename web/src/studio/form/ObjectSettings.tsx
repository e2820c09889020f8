/** Settings of the object as a whole: its names, its look, what names its records, what its page shows beside the form. */
import { Select } from 'antd';
import { useCatalog } from '@/api';
import { settingsOf } from '../fields/types';
import { useLabel } from '@/i18n';
import { useT } from '../locale';
import { layoutOf, objectOf, rulesOf } from '../model/files';
import { amendLayout, amendObject } from '../model/form';
import { ColourPicker, IconPicker, LabelInput, Part, Setting } from '../parts';
import { useStudio } from '../state/context';

export function ObjectSettings({ object }: { object: string }) {
  const t = useT();
  const { files, edit } = useStudio();
  const def = objectOf(files, object);
  if (!def) return null;
  const set = (changes: Parameters<typeof amendObject>[2], tag?: string) => edit((now) => amendObject(now, object, changes), tag && `${object} ${tag}`);
  return (
    <div className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{t('objectSettings')}</span><code className="m-faint">{object}</code></header>
      <Part>
        <LabelInput name={t('name')} value={def.label} onChange={(label) => label && set({ label }, 'label')} />
        <LabelInput name={t('plural')} optional value={def.plural} onChange={(plural) => set({ plural }, 'plural')} hint={t('pluralHint')} />
        <Setting label={t('icon')}>{() => <IconPicker label={t('icon')} value={def.icon} onChange={(icon) => set({ icon })} />}</Setting>
        <Setting label={t('colour')}>{() => <ColourPicker label={t('colour')} value={def.colour} onChange={(colour) => set({ colour })} />}</Setting>
      </Part>
      <Naming object={object} />
      <PagePart object={object} />
    </div>
  );
}

function Naming({ object }: { object: string }) {
  const t = useT();
  const label = useLabel();
  const { files, edit } = useStudio();
  const def = objectOf(files, object);
  const options = (def?.fields ?? []).filter((field) => !field.retired).map((field) => ({ value: field.key, label: label(field.label), type: field.type }));
  const titles = options.filter(({ type, value }) => settingsOf(type).searchable || value === def?.title || settingsOf(type).computed);
  return (
    <Part title={t('naming')}>
      <Setting label={t('titleField')} hint={t('titleHint')}>
        {(id) => <Select id={id} value={def?.title} options={titles} onChange={(title) => edit((now) => amendObject(now, object, { title }))} />}
      </Setting>
      <Setting label={t('subtitleField')}>
        {(id) => <Select id={id} allowClear value={def?.subtitle} options={options} onChange={(subtitle) => edit((now) => amendObject(now, object, { subtitle }))} />}
      </Setting>
    </Part>
  );
}

/** What the page of a record shows around the form. */
function PagePart({ object }: { object: string }) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const { files, edit } = useStudio();
  const layout = layoutOf(files, object);
  const here = catalog.objects[object];
  const fields = (here?.fields ?? []).map((field) => ({ value: field.key, label: label(field.label) }));
  const relations = (here?.relations ?? []).map((relation) => ({ value: relation.key, label: label(relation.label) }));
  const buttons = rulesOf(files, object).filter(({ def }) => def.trigger.kind === 'button').map(({ def }) => ({ value: def.key, label: label(def.label) }));
  const list = (keys: string[]) => (keys.length > 0 ? keys : undefined);
  const related = (keys: string[]) => list(keys)?.map((relation) => {
    const child = catalog.objects[here?.relations.find((one) => one.key === relation)?.object ?? ''];
    return layout.related?.find((one) => one.relation === relation) ?? { relation, columns: [child?.title ?? 'id', 'owner'] };
  });
  const set = (changes: Parameters<typeof amendLayout>[2]) => edit((now) => amendLayout(now, object, changes));
  return (
    <Part title={t('page')}>
      <Setting label={t('header')} hint={t('headerHint')}>
        {(id) => <Select id={id} mode="multiple" value={layout.header ?? []} options={fields} onChange={(keys: string[]) => set({ header: list(keys) })} />}
      </Setting>
      {relations.length > 0 && (
        <>
          <Setting label={t('related')}>
            {(id) => <Select id={id} mode="multiple" value={(layout.related ?? []).map((one) => one.relation)} options={relations} onChange={(keys: string[]) => set({ related: related(keys) })} />}
          </Setting>
          <Setting label={t('timeline')}>
            {(id) => <Select id={id} mode="multiple" value={layout.timeline ?? []} options={relations} onChange={(keys: string[]) => set({ timeline: list(keys) })} />}
          </Setting>
        </>
      )}
      {(buttons.length > 0 || layout.buttons) && (
        <Setting label={t('buttons')}>
          {(id) => <Select id={id} mode="multiple" value={(layout.buttons ?? []).map((one) => one.rule)} options={buttons}
            onChange={(keys: string[]) => set({ buttons: list(keys)?.map((rule) => layout.buttons?.find((one) => one.rule === rule) ?? { rule }) })} />}
        </Setting>
      )}
    </Part>
  );
}
