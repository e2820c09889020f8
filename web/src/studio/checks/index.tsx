/** What an object refuses to save, and what counts as the same record twice: each as a sentence, changed in the pane beside. */
import { Button } from 'antd';
import { CopyCheck, Plus, ShieldAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useCatalog, type CheckDef, type DuplicateDef } from '@/api';
import { useNamedRecords, useSayFilter } from '@/filter';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { addCheck, addDuplicate } from '../model/checks';
import { objectOf } from '../model/files';
import { Gone } from '../parts/Gone';
import { PartText } from '../parts/PartText';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { Workbench } from '../Workbench';
import { useT, words } from './locale';
import { CheckPane } from './Settings';

export function Checks() {
  const { object = '' } = useParams();
  const { files } = useStudio();
  return objectOf(files, object) ? <Inside key={object} object={object} /> : <Gone />;
}

function Inside({ object }: { object: string }) {
  const t = useT();
  const { files, edit } = useStudio();
  const [, select] = useSelection();
  const def = objectOf(files, object);
  const { checks = [], duplicates = [] } = def ?? {};
  const check = () => {
    edit((now) => addCheck(now, object, { refuse_when: { field: def?.title ?? 'id', op: 'empty' }, message: { 'zh-CN': words.zh.freshMessage ?? '', en: words.en.freshMessage ?? '' } }));
    select(`check:${checks.length}`);
  };
  const duplicate = () => {
    edit((now) => addDuplicate(now, object, { fields: [def?.title ?? ''], action: 'warn' }));
    select(`duplicate:${duplicates.length}`);
  };
  return (
    <Workbench settings={<CheckPane object={object} />}>
      <div className="s-head"><h1>{t('checks')}</h1><span className="m-grow" /><Button icon={<Plus size={14} aria-hidden />} onClick={check}>{t('addCheck')}</Button></div>
      <div className="s-checks">
        <p className="m-soft">{t('checksHint')}</p>
        {checks.length === 0 && <p className="m-faint">{t('noChecks')}</p>}
        {checks.map((one, at) => <CheckCard key={at} object={object} check={one} at={`check:${at}`} />)}
      </div>
      <div className="s-head"><h1>{t('duplicates')}</h1><span className="m-grow" /><Button icon={<Plus size={14} aria-hidden />} onClick={duplicate}>{t('addDuplicate')}</Button></div>
      <div className="s-checks">
        <p className="m-soft">{t('duplicatesHint')}</p>
        {duplicates.length === 0 && <p className="m-faint">{t('noDuplicates')}</p>}
        {duplicates.map((one, at) => <DuplicateCard key={at} object={object} rule={one} at={`duplicate:${at}`} />)}
      </div>
    </Workbench>
  );
}

function CheckCard({ object, check, at }: { object: string; check: CheckDef; at: string }) {
  const t = useT();
  const label = useLabel();
  const say = useSayFilter();
  useNamedRecords(object, check.refuse_when);
  return <Card at={at} icon={ShieldAlert} title={label(check.message)}>{t('said', { filter: say(object, check.refuse_when) })}</Card>;
}

function DuplicateCard({ object, rule, at }: { object: string; rule: DuplicateDef; at: string }) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const fields = useCatalog().objects[object]?.fields ?? [];
  const names = rule.fields.map((key) => label(fields.find((field) => field.key === key)?.label) || key);
  return <Card at={at} icon={CopyCheck} title={t(`saidDuplicate.${rule.action}`, { fields: names.length > 0 ? format.list(names) : t('noFields') })}>{label(rule.message)}</Card>;
}

function Card({ at, icon: Icon, title, children }: { at: string; icon: LucideIcon; title: string; children: ReactNode }) {
  const [chosen, select] = useSelection();
  return (
    <button type="button" className={chosen === at ? 's-guard m-on' : 's-guard'} aria-pressed={chosen === at} data-at={at} onClick={() => select(at)}>
      <Icon size={16} aria-hidden />
      <PartText at={at} title={title}>{children}</PartText>
    </button>
  );
}
