/** Screens and buttons that a role does not get: views, dashboards, rules that people start. */
import { Select } from 'antd';
import type { DashboardDef, RoleDef } from '@/api';
import { useLabel } from '@/i18n';
import { objectKeys, objectOf, rules, viewsOf, type Files } from '../model/files';
import { Part, Setting } from '../parts';
import { useStudio } from '../state/context';
import { useT } from './locale';

type Hide = NonNullable<RoleDef['hide']>;

interface Option {
  value: string;
  label: string;
}

export function Hidden({ hide, onChange }: { hide: Hide; onChange: (hide: Hide | undefined) => void }) {
  const t = useT();
  const { files } = useStudio();
  const offered = useOffered(files);
  const put = (kind: keyof Hide, chosen: string[]) => {
    const { [kind]: _old, ...rest } = hide;
    const next = chosen.length > 0 ? { ...rest, [kind]: chosen } : rest;
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <Part title={t('hide')}>
      <div className="m-field-hint">{t('hideHint')}</div>
      {(['views', 'dashboards', 'buttons'] as const).map((kind) => (
        <Setting key={kind} label={t(`hide.${kind}`)}>
          {(id) => <Select id={id} mode="multiple" value={hide[kind] ?? []} placeholder={t('hideNone')} options={withUnknown(offered[kind], hide[kind] ?? [])} showSearch={{ optionFilterProp: 'label' }}
            onChange={(chosen: string[]) => put(kind, chosen)} />}
        </Setting>
      ))}
    </Part>
  );
}

/** What is hidden and no longer there is shown by its key, so that it can be taken out. */
const withUnknown = (options: Option[], chosen: string[]): Option[] =>
  [...options, ...chosen.filter((key) => !options.some((one) => one.value === key)).map((key) => ({ value: key, label: key }))];

function useOffered(files: Files): Record<keyof Hide, Option[]> {
  const label = useLabel();
  const dashboards = Object.entries(files).filter(([path]) => path.startsWith('forms/dashboards/')).map(([, def]) => def as DashboardDef);
  return {
    views: objectKeys(files).flatMap((object) => viewsOf(files, object).views.map((view) => ({ value: `${object}.${view.key}`, label: `${label(objectOf(files, object)?.label)} · ${label(view.label)}` }))),
    dashboards: dashboards.map((one) => ({ value: one.key, label: label(one.label) })),
    buttons: rules(files).filter(({ def }) => def.trigger.kind === 'button').map(({ def }) => ({ value: def.key, label: `${label(objectOf(files, def.object)?.label)} · ${label(def.label)}` })),
  };
}
