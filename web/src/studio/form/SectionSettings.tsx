/** Settings of one section of a form. */
import { Button, Segmented } from 'antd';
import { Rows3, Trash2 } from 'lucide-react';
import type { Section } from '@/api';
import { FilterBuilder } from '@/filter';
import { useT } from '../locale';
import { layoutOf } from '../model/files';
import { amendSection, removeSection } from '../model/form';
import { LabelInput, Part, Setting, Toggle } from '../parts';
import { Gone } from '../parts/Gone';
import { ProblemNotes } from '../parts/ProblemNotes';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';

export function SectionSettings({ object, name }: { object: string; name: string }) {
  const t = useT();
  const { files, edit } = useStudio();
  const [, select, fresh] = useSelection();
  const section = layoutOf(files, object).sections.find((one) => one.key === name);
  if (!section) return <Gone />;
  const set = (changes: Partial<Section>, tag?: string) => edit((now) => amendSection(now, object, name, changes), tag && `${object} section ${name} ${tag}`);
  return (
    <div className="s-pane">
      <header className="s-pane-head"><Rows3 size={16} aria-hidden /><span className="m-grow">{t('section')}</span></header>
      <ProblemNotes at={`section:${name}`} />
      <Part>
        <LabelInput name={t('name')} value={section.label} autoFocus={fresh} given={{ 'zh-CN': '新分组', en: 'New section' }} onChange={(label) => label && set({ label }, 'label')} />
        <Setting label={t('columns')}>
          {() => <Segmented block value={section.columns ?? 2} onChange={(columns) => set({ columns })} options={[{ value: 1, label: t('oneColumn') }, { value: 2, label: t('twoColumns') }]} />}
        </Setting>
        <Toggle label={t('collapsed')} checked={section.collapsed ?? false} onChange={(on) => set({ collapsed: on || undefined })} />
      </Part>
      <Part title={t('visibleWhen')}>
        <FilterBuilder object={object} ownOnly value={section.visible_when} onChange={(visible_when) => set({ visible_when }, 'visible')} />
      </Part>
      <Part>
        <Button block danger icon={<Trash2 size={14} aria-hidden />} onClick={() => { edit((now) => removeSection(now, object, name)); select(undefined); }}>{t('removeSection')}</Button>
        <div className="m-field-hint">{t('removeSectionHint')}</div>
      </Part>
    </div>
  );
}
