/** What the workspace asks of those who sign in; for those who look after users. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, InputNumber, Segmented, Switch } from 'antd';
import { useId } from 'react';
import { isApiError, keys, saveSignInPolicy, signInPolicy, type SignInPolicy } from '@/api';
import { Bones, errorText, Failure } from '@/ui';
import { useT } from './locale';

type For = NonNullable<SignInPolicy['second_factor']>;
const FOR: For[] = ['nobody', 'administrators', 'everybody'];

export function Rules() {
  const t = useT();
  const id = useId();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery({ queryKey: keys.signInPolicy, queryFn: signInPolicy });
  const save = async (change: Partial<SignInPolicy>) => {
    try {
      client.setQueryData(keys.signInPolicy, await saveSignInPolicy(change));
      // Whoever asks for a second factor may lack one.
      if (change.second_factor) await client.invalidateQueries({ queryKey: keys.session });
      void message.success(t('rulesSaved'));
    } catch (failure) {
      void message.error((isApiError(failure) && failure.errors[0]?.message) || errorText(failure));
      await refetch();
    }
  };
  return (
    <section>
      <h2>{t('rules')}</h2>
      <p className="m-soft">{t('rulesHint')}</p>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={2} /> : (
        <>
          <div className="m-field">
            <label className="m-field-label" htmlFor={id}>{t('minLength')}</label>
            <div><InputNumber id={id} key={data.min_length} min={8} max={64} precision={0} defaultValue={data.min_length}
              onBlur={(event) => { const length = Number(event.target.value); if (length && length !== data.min_length) void save({ min_length: length }); }} /></div>
          </div>
          <label className="m-row">
            <Switch checked={data.change_after_set} onChange={(on) => void save({ change_after_set: on })} aria-label={t('changeAfterSet')} />
            <span>{t('changeAfterSet')}</span>
          </label>
          <div className="m-field">
            <span className="m-field-label">{t('factorFor')}</span>
            <div><Segmented<For> aria-label={t('factorFor')} value={data.second_factor} onChange={(choice) => void save({ second_factor: choice })}
              options={FOR.map((value) => ({ value, label: t(`factorFor.${value}`) }))} /></div>
            <div className="m-field-hint">{t('factorForHint')}</div>
          </div>
        </>
      )}
    </section>
  );
}
