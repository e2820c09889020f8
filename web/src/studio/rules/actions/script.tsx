/** Runs a function of a script file; the files themselves are written elsewhere. */
import { AutoComplete } from 'antd';
import { Setting } from '../../parts';
import { useStudio } from '../../state/context';
import { useT } from '../locale';
import type { ActionProps } from './types';

export function ScriptForm({ action, change }: ActionProps) {
  const t = useT();
  const { files } = useStudio();
  const functions = Object.entries(files).flatMap(([path, source]) => {
    const file = /^scripts\/(.+)\.rhai$/.exec(path)?.[1];
    if (!file || typeof source !== 'string') return [];
    return [...source.matchAll(/^\s*fn\s+(\w+)/gm)].map(([, name]) => ({ value: `${file}::${name}` }));
  });
  return (
    <Setting label={t('function')} hint={t(functions.length > 0 ? 'functionHint' : 'noScripts')}>
      {(id) => <AutoComplete id={id} className="s-code" style={{ width: '100%' }} value={String(action.function ?? '')} options={functions} onChange={(name: string) => change({ function: name }, 'function')} />}
    </Setting>
  );
}
