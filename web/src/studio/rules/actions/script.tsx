/** Runs a function of a script file. */
import { AutoComplete } from 'antd';
import { Link } from 'react-router';
import { scriptFunctions } from '../../code/Functions';
import { Setting } from '../../parts';
import { useStudio } from '../../state/context';
import { useT } from '../locale';
import type { ActionProps } from './types';

export function ScriptForm({ action, change }: ActionProps) {
  const t = useT();
  const { files } = useStudio();
  const functions = scriptFunctions(files).map((value) => ({ value }));
  const file = String(action.function ?? '').split('::')[0] ?? '';
  return (
    <>
    <Setting label={t('function')} hint={t(functions.length > 0 ? 'functionHint' : 'noScripts')}>
      {(id) => <AutoComplete id={id} className="s-code" style={{ width: '100%' }} value={String(action.function ?? '')} options={functions} onChange={(name: string) => change({ function: name }, 'function')} />}
    </Setting>
    <Link to={`/studio/scripts/${file}`}>{t('openScripts')}</Link>
    </>
  );
}
