/** Picks a province and a city; a district is typed, where the field wants one. */
import { Cascader, Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { matches } from '@/i18n/pinyin';
import { isText } from '../base/display';
import { useT } from '../locale';
import type { EditorProps } from '../types';

interface Node {
  value: string;
  label: string;
  children?: Node[];
}

export function useRegions(): Node[] {
  const { data } = useQuery({
    queryKey: ['regions'],
    staleTime: Infinity,
    queryFn: async () => {
      const { provinces } = await import('./data');
      return Object.entries(provinces).map(([province, cities]) => ({
        value: province, label: province, children: cities.map((city) => ({ value: city, label: city })),
      }));
    },
  });
  return data ?? [];
}

export function RegionPicker({ value, onChange, onCommit, id, label, invalid, describedBy, autoFocus, disabled, cell }: Omit<EditorProps, 'field' | 'refs'>) {
  const t = useT();
  const parts = isText(value) ? value.split('/').slice(0, 2) : [];
  const change = (next: (string | number | null)[] | undefined) => {
    const path = next && next.length > 0 ? next.join('/') : null;
    onChange(path);
    onCommit?.(path);
  };
  return (
    <Cascader id={id} aria-label={id ? undefined : label} options={useRegions()} value={parts} onChange={change} changeOnSelect autoFocus={autoFocus}
      defaultOpen={cell} disabled={disabled} status={invalid ? 'error' : undefined} variant={cell ? 'borderless' : undefined} placeholder={cell ? undefined : t('region')}
      showSearch={{ filter: (typed, path) => path.some((node) => matches(typed, String(node.label))) }} aria-describedby={describedBy} style={{ width: '100%' }} />
  );
}

export function RegionEditor({ field, refs: _refs, ...props }: EditorProps) {
  const t = useT();
  if ((field.levels ?? 2) < 3 || props.cell) return <RegionPicker {...props} />;
  const [province = '', city = '', district = ''] = isText(props.value) ? props.value.split('/') : [];
  const setDistrict = (text: string) => props.onChange([province, city, text.trim()].filter(Boolean).join('/') || null);
  return (
    <div className="m-pair">
      <RegionPicker {...props} onCommit={undefined} />
      <Input aria-label={t('district')} placeholder={t('district')} value={district} disabled={props.disabled || !city} onChange={(event) => setDistrict(event.target.value)} style={{ width: 140 }} />
    </div>
  );
}
