/** Who is asked in a step: people that the record names, everybody with a role, one person; in the order in which they take turns. */
import { Button, Dropdown, Select } from 'antd';
import { GripVertical, Plus, UserRound, UserRoundSearch, UsersRound, X, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { useCatalog, type ApprovalDef, type Approver } from '@/api';
import { PathSelect } from '@/filter';
import { useLabel } from '@/i18n';
import { moveBefore } from '../model/files';
import { roleIn, rolesIn } from '../model/roles';
import { Part } from '../parts';
import { SortList } from '../parts/SortList';
import { useStudio } from '../state/context';
import { useT } from './locale';
import { peoplePaths } from './people';
import { PersonSelect } from './PersonSelect';
import { useApprovalSaying } from './say';

interface Props {
  def: ApprovalDef;
  who: Approver[];
  onChange: (who: Approver[], tag?: string) => void;
}

type Kind = 'path' | 'role' | 'user';
const ICONS: Record<Kind, LucideIcon> = { path: UserRoundSearch, role: UsersRound, user: UserRound };

export function Who({ def, who, onChange }: Props) {
  const t = useT();
  const { files } = useStudio();
  const saying = useApprovalSaying();
  const add = (kind: string) => onChange([...who, kind === 'path' ? 'owner' : kind === 'role' ? { role: rolesIn(files)[0]?.key ?? '' } : { user: '' }]);
  const items = (['path', 'role', 'user'] as const).map((kind) => {
    const Icon = ICONS[kind];
    return { key: kind, label: t(`who.${kind}`), icon: <Icon size={14} aria-hidden /> };
  });
  const name = (id: string) => (who[Number(id)] === undefined ? id : saying.who(def, who[Number(id)] as Approver) || t('say.nobody'));
  const move = (id: string, before: string | undefined) => {
    const order = moveBefore(who.map((_, at) => at), (at) => at === Number(id), before === undefined ? undefined : (at) => at === Number(before));
    onChange(order.map((at) => who[at] as Approver));
  };
  return (
    <Part title={t('who')}>
      {who.length === 0 && <div className="m-danger">{t('nobody')}</div>}
      <SortList ids={who.map((_, at) => String(at))} nameOf={name} onMove={move}>
        {(id, grip) => {
          const at = Number(id);
          const one = who[at];
          if (one === undefined) return null;
          return (
            <div className="s-who">
              {who.length > 1 && <button type="button" className="s-grip" aria-label={t('moveWho', { name: name(id) })} {...grip}><GripVertical size={14} /></button>}
              <div className="m-grow"><One def={def} one={one} onChange={(next) => onChange(who.map((old, index) => (index === at ? next : old)), `who ${at}`)} /></div>
              <button type="button" className="m-icon-button" aria-label={t('removeWho', { name: name(id) })} title={t('removeWho', { name: name(id) })} onClick={() => onChange(who.filter((_, index) => index !== at))}><X size={14} /></button>
            </div>
          );
        }}
      </SortList>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => add(key) }}>
        <Button size="small" type="dashed" block icon={<Plus size={14} aria-hidden />}>{t('addWho')}</Button>
      </Dropdown>
    </Part>
  );
}

function One({ def, one, onChange }: { def: ApprovalDef; one: Approver; onChange: (one: Approver) => void }) {
  const t = useT();
  const label = useLabel();
  const { files } = useStudio();
  const catalog = useCatalog();
  const groups = useMemo(() => [{ paths: peoplePaths(catalog, def.object, label).map((path) => ({ ...path, type: '' })) }], [catalog, def.object, label]);
  if (typeof one === 'string') return <PathSelect object={def.object} groups={groups} label={t('who.path')} value={one} onChange={onChange} />;
  if ('user' in one) return <PersonSelect label={t('person')} value={one.user} onChange={(user) => onChange({ ...one, user })} />;
  const known = roleIn(files, one.role) !== undefined;
  const options = [...rolesIn(files).map((role) => ({ value: role.key, label: label(role.label) || role.key })), ...(known || one.role === '' ? [] : [{ value: one.role, label: t('noRole', { key: one.role }) }])];
  return (
    <Select aria-label={t('role')} value={one.role || undefined} status={known ? undefined : 'error'} options={options} style={{ width: '100%' }}
      prefix={<span className="m-faint">{t('role')}</span>} onChange={(role: string) => onChange({ ...one, role })} />
  );
}
