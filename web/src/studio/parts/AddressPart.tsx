/** The address at which something is taken from outside: to be made, copied and changed. Knows nothing of what is taken there. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm } from 'antd';
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAddress, type AddressOf } from '@/api';
import { errorText, useCopy } from '@/ui';
import { Setting } from '.';
import { useT } from './locale';

interface Props {
  of: AddressOf;
  name: string;
  /** What stands below it, of what it is. */
  children?: (url: string) => ReactNode;
}

export function AddressPart({ of, name, children }: Props) {
  const t = useT();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data, error } = useAddress(of);
  const { mutate, isPending } = useMutation({
    mutationFn: of.renew,
    onSuccess: (address) => client.setQueryData(of.queryKey, address),
    onError: (failed) => void message.error(errorText(failed)),
  });
  if (error) return <Setting label={name}>{() => <p className="m-danger" role="alert">{errorText(error)}</p>}</Setting>;
  if (!data) return null;
  if (!data.path) return <Setting label={name}>{() => <Button block loading={isPending} onClick={() => mutate()}>{t('makeAddress')}</Button>}</Setting>;
  const url = `${window.location.origin}${data.path}`;
  return (
    <>
      <Setting label={name}>
        {(id) => <div className="s-row"><Input id={id} readOnly value={url} onFocus={({ target }) => target.select()} /><CopyButton text={url} /></div>}
      </Setting>
      {children?.(url)}
      <Popconfirm title={t('renewAddress')} description={t('renewSure')} onConfirm={() => mutate()}>
        <Button size="small" loading={isPending}>{t('renewAddress')}</Button>
      </Popconfirm>
    </>
  );
}

export function CopyButton({ text }: { text: string }) {
  const t = useT();
  const copy = useCopy();
  return <button type="button" className="m-icon-button" aria-label={t('copy')} title={t('copy')} onClick={() => void copy(text, t('copied'))}><Copy size={14} /></button>;
}
