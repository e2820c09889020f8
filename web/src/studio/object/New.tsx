/** A new object: a name is enough; the rest is made so that one can work with it at once. */
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { makeKey, type Label } from '@/api';
import { useLabel } from '@/i18n';
import { errorText } from '@/ui';
import { TITLE_TYPE } from '../fields/types';
import { objectKeys, objectOf, templateOf } from '../model/files';
import { createObject } from '../model/object';
import { ColourPicker, IconPicker, LabelInput, Setting } from '../parts';
import { useStudio } from '../state/context';
import { objectWords, useT } from './locale';

const blank: Label = { 'zh-CN': '', en: '' };

/** Both languages of a text of this page. */
const both = (key: 'basic' | 'nameSuffix'): Label => ({ 'zh-CN': objectWords.zh[key] ?? '', en: objectWords.en[key] ?? '' });

export function NewObject() {
  const t = useT();
  const say = useLabel();
  const go = useNavigate();
  const { message } = App.useApp();
  const { files, edit } = useStudio();
  const [label, setLabel] = useState<Label>(blank);
  const [title, setTitle] = useState<Label>();
  const [icon, setIcon] = useState('box');
  const [colour, setColour] = useState('blue');
  const nav = templateOf(files)?.nav ?? [];
  const [group, setGroup] = useState(Math.max(nav.length - 2, 0));
  const suffix = both('nameSuffix');
  const titleLabel = title ?? { 'zh-CN': label['zh-CN'] ? `${label['zh-CN']}${suffix['zh-CN']}` : '', en: label.en ? `${label.en} ${suffix.en}` : '' };
  const twin = objectKeys(files).map((key) => objectOf(files, key)).find((one) => one && label['zh-CN'].trim() !== '' && one.label['zh-CN'] === label['zh-CN'].trim());
  const ready = label['zh-CN'].trim() !== '' && label.en.trim() !== '' && !twin;
  const create = async () => {
    try {
      const { key } = await makeKey(label, objectKeys(files));
      const all: Label = { 'zh-CN': `全部${label['zh-CN']}`, en: `All ${label.en}` };
      edit((now) => createObject(now, {
        key, label, icon, colour, title: { key: 'name', label: titleLabel, type: TITLE_TYPE, required: true, searchable: true }, section: both('basic'), view: all, group,
      }));
      void go(`/studio/${key}/fields`);
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  return (
    <div className="s-middle">
      <div className="s-head"><h1>{t('newObject')}</h1></div>
      <div className="s-scroll">
        <form className="s-card" onSubmit={(event) => { event.preventDefault(); if (ready) void create(); }}>
          <p className="m-soft">{t('hint')}</p>
          <LabelInput name={t('name')} value={label} autoFocus onChange={(next) => setLabel(next ?? blank)} hint={twin && <span className="m-danger">{t('taken', { name: say(twin.label) })}</span>} />
          <LabelInput name={t('titleName')} value={titleLabel} onChange={setTitle} hint={t('titleHint')} />
          <div className="m-row s-apart">
            <Setting label={t('icon')}>{() => <IconPicker label={t('icon')} value={icon} onChange={setIcon} />}</Setting>
            <Setting label={t('colour')}>{() => <ColourPicker label={t('colour')} value={colour} onChange={setColour} />}</Setting>
          </div>
          <Setting label={t('group')}>
            {(id) => <Select id={id} value={group} onChange={setGroup} options={nav.map((one, at) => ({ value: at, label: say(one.label) || t('unnamedGroup', { n: at + 1 }) }))} />}
          </Setting>
          <Button type="primary" htmlType="submit" disabled={!ready}>{t('create')}</Button>
        </form>
      </div>
    </div>
  );
}
