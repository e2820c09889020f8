/** Who sees a record and why, for those who look after users: each person with what they may do, and the roles and scopes that let them. */
import { useQuery } from '@tanstack/react-query';
import { Drawer, Input } from 'antd';
import { Eye, Search } from 'lucide-react';
import { useState } from 'react';
import { keys, whoSees, type AccessReason, type CatalogObject, type ScopeDef, type Who as Answer, type WhoSees } from '@/api';
import { useSayFilter } from '@/filter';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { matches } from '@/i18n/pinyin';
import { useShell } from '@/shell/context';
import { useLook } from '@/shell/look';
import { useT as useShellWords } from '@/shell/locale';
import { testids } from '@/testids';
import { colourFor } from '@/theme/palette';
import { Bones, Empty, Face, Failure } from '@/ui';
import { useT } from './locale';
import './who.css';

interface Props {
  object: CatalogObject;
  id: string;
  onClose: () => void;
}

export default function Who({ object, id, onClose }: Props) {
  const t = useT();
  // Asked when it is opened and not again by itself: every asking is written down.
  const { data, error, refetch } = useQuery({ queryKey: keys.who(object.key, id), queryFn: () => whoSees(object.key, id), gcTime: 0, staleTime: Infinity });
  return (
    <Drawer open title={t('title')} onClose={onClose} size={480}>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={8} /> : <People object={object} id={id} who={data} />}
    </Drawer>
  );
}

function People({ object, id, who }: { object: CatalogObject; id: string; who: Answer }) {
  const t = useT();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const { people, complete } = who;
  const found = people.filter((one) => matches(typed.trim(), one.name));
  if (people.length === 0) return <Empty title={t('nobody')} />;
  return (
    <div className="m-who">
      <p className="m-soft">{t('hint')}</p>
      <Input value={typed} onChange={(event) => setTyped(event.target.value)} prefix={<Search size={14} aria-hidden />} placeholder={t('search')} aria-label={t('search')} allowClear />
      <div className="m-faint m-who-count" role="status">{t(complete ? 'count' : 'some', { count: people.length, n: format.number(people.length) })}</div>
      {found.length === 0 && <Empty title={t('none')} hint={t('noneHint')} />}
      <ul>{found.map((one) => <Person key={one.user} object={object} id={id} person={one} />)}</ul>
    </div>
  );
}

function Person({ object, id, person }: { object: CatalogObject; id: string; person: WhoSees }) {
  const t = useT();
  const shell = useShellWords();
  const format = useFormat();
  const { me } = useShell();
  const look = useLook();
  const say = useSay(object);
  const own = person.user === me.id;
  const list = (actions: string[]) => format.list([...new Set(actions)].map((action) => t(`action.${action as Action}`)));
  return (
    <li data-testid={testids.person}>
      <Face name={person.name} colour={colourFor(person.name)} size={28} />
      <div className="m-grow m-who-body">
        <div className="m-ellipsis" title={person.name}>{own ? t('me', { name: person.name }) : person.name}</div>
        <ul className="m-who-ways">
          {ways(person.actions).map((way) => (
            <li key={way.key}><span className="m-who-role">{way.label}</span> · {say(way.scope)}<div className="m-soft">{list(way.actions)}</div></li>
          ))}
        </ul>
      </div>
      {!own && (
        <button type="button" className="m-icon-button" aria-label={shell('look', { name: person.name })} title={shell('look', { name: person.name })}
          onClick={() => look(person.user, person.name, `/o/${object.key}/${id}`)}><Eye size={15} /></button>
      )}
    </li>
  );
}

type Action = 'read' | 'update' | 'delete' | 'transfer' | 'merge' | 'export';

interface Way {
  key: string;
  label: string;
  scope: ScopeDef;
  actions: string[];
}

/** What one scope of one role lets somebody do stands on one line. */
function ways(reasons: AccessReason[]): Way[] {
  const found = new Map<string, Way>();
  for (const { role, label, scope, action } of reasons) {
    const key = `${role} ${JSON.stringify(scope)}`;
    const way = found.get(key) ?? { key, label, scope, actions: [] };
    found.set(key, { ...way, actions: [...way.actions, action] });
  }
  return [...found.values()];
}

/** A scope as what it means for this very record. */
function useSay(object: CatalogObject) {
  const t = useT();
  const label = useLabel();
  const sayFilter = useSayFilter();
  return (scope: ScopeDef) => {
    if (typeof scope === 'string') return t(scope);
    if ('filter' in scope) return t('filter', { filter: sayFilter(object.key, scope.filter) });
    if ('pool' in scope) return t('pool', { pool: label(object.pools.find((pool) => pool.key === scope.pool)?.label) || scope.pool });
    return t('follow', { field: label(object.fields.find((field) => field.key === scope.follow)?.label) || scope.follow });
  };
}
