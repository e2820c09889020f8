/** A form that anybody may fill in: what is missing is said beside it, what is sent is what was asked, and that once. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { switchLanguage } from '@/i18n';
import { testids } from '@/testids';
import OpenFormPage from '.';

const label = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const form = {
  title: label('联系我们', 'Get in touch'), intro: null, thanks: label('收到了', 'Received'), currency: 'CNY', time_zone: 'Asia/Shanghai',
  fields: [{ key: 'name', label: label('姓名', 'Name'), type: 'text', required: true }, { key: 'memo', label: label('留言', 'Message'), type: 'text', required: false }],
};

interface Sent { id: string; values: Record<string, unknown>; homepage: string }
let sent: Sent[];
let answers: Response[];

beforeEach(async () => {
  await switchLanguage('zh-CN');
  sent = [];
  answers = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return request.url.endsWith('/api/forms/main/known') ? Response.json(form) : Response.json({ status: 404, code: 'not_found' }, { status: 404 });
    sent.push((await request.json()) as Sent);
    return answers.shift() ?? new Response(null, { status: 204 });
  });
});
afterEach(() => vi.unstubAllGlobals());

function show(token = 'known') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(<QueryClientProvider client={client}><MemoryRouter initialEntries={[`/f/main/${token}`]}><App><OpenFormPage /></App></MemoryRouter></QueryClientProvider>);
}

const submit = () => fireEvent.submit(screen.getByTestId(testids.openForm));
// The input is a part that is loaded when it is needed.
const name = () => screen.findByLabelText(/^姓名/, { selector: 'input' }, { timeout: 15_000 });

describe('a form that anybody may fill in', { timeout: 30_000 }, () => {
  it('says what is missing where it is missing, and sends nothing', async () => {
    show();
    await name();
    submit();
    expect(await screen.findByText('请填写姓名')).toBeTruthy();
    expect(document.querySelector('[role=alert]')?.textContent).toContain('有 1 项需要修改');
    expect(sent).toEqual([]);
  });

  it('sends what was answered, once, and says thanks', async () => {
    show();
    fireEvent.change(await name(), { target: { value: '王岚' } });
    submit();
    submit();
    expect(await screen.findByText('收到了')).toBeTruthy();
    expect(sent.map(({ values, homepage }) => ({ values, homepage }))).toEqual([{ values: { name: '王岚' }, homepage: '' }]);
  });

  it('shows what the engine refused beside its question, keeps what was typed, and is the same submission when sent again', async () => {
    answers = [Response.json({ status: 422, code: 'invalid', detail: '不行', errors: [{ field: 'name', code: 'check', message: '换个名字' }] }, { status: 422 })];
    show();
    fireEvent.change(await name(), { target: { value: '王岚' } });
    submit();
    expect(await screen.findByText('换个名字')).toBeTruthy();
    expect(((await name()) as HTMLInputElement).value).toBe('王岚');
    submit();
    await screen.findByText('收到了');
    await waitFor(() => expect(sent.length).toBe(2));
    expect(sent[0]?.id).toBe(sent[1]?.id);
  });

  it('speaks the language of the browser until another is chosen', async () => {
    localStorage.clear();
    vi.stubGlobal('navigator', Object.create(navigator, { language: { value: 'de' } }));
    show();
    expect(await screen.findByText('Get in touch')).toBeTruthy();
    fireEvent.click(screen.getByText('简体中文'));
    expect(await screen.findByText('联系我们')).toBeTruthy();
    expect(localStorage.getItem('mortise.lang')).toBe('zh-CN');
  });

  it('says that there is none, whatever is wrong with the address', async () => {
    show('unknown');
    expect(await screen.findByText('表单不存在或已关闭')).toBeTruthy();
  });
});
