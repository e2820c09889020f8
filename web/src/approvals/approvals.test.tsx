/** Approvals on a record: who waits, what can be done, and that it is done with a remark. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keys, type Approval, type Catalog } from '@/api';
import { ShellContext, type ShellActions } from '@/shell/context';
import { ApprovalPanel } from './Panel';

const task = { user: 'u1', state: 'pending' as const, asked_by: null, reason: null, at: '2026-01-02T03:04:05Z', decided_at: null, note: null };
const pending = {
  id: 'a1', approval: 'check', label: '核验', object: 'thing', record: '1', state: 'pending', round: 2, by: 'u2', at: '2026-01-02T03:04:05Z', ended_at: null, note: 'Please',
  steps: [{ key: 's', label: '上级', mode: 'any', progress: 'current', tasks: [task] }], unlocked: ['memo'], can_decide: true, can_withdraw: true,
} satisfies Approval;

let asked: string[];

beforeEach(() => { asked = []; });
afterEach(() => vi.unstubAllGlobals());

function show(approvals: Approval[], submit: { approval: string; label: string }[] = []) {
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`.trim());
    return Response.json({ approvals, submit, waiting: 1, refs: { u1: { object: 'user', title: 'Bo' }, u2: { object: 'user', title: 'Mei' } } });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(keys.catalog, { objects: { thing: { fields: [{ key: 'memo', label: { 'zh-CN': '备忘', en: 'Memo' } }] } }, workspace: { currency: 'CNY', time_zone: 'Asia/Shanghai' } } as unknown as Catalog);
  const shell = { me: { id: 'u1', name: 'Bo' } } as ShellActions;
  render(
    <QueryClientProvider client={client}><MemoryRouter><ShellContext.Provider value={shell}><App><ApprovalPanel object="thing" id="1" live /></App></ShellContext.Provider></MemoryRouter></QueryClientProvider>,
  );
}

describe('approvals of a record', () => {
  it('say that it is locked, but for what may be changed, and for whom it waits', async () => {
    show([pending]);
    expect(await screen.findByText('记录审批中，只能修改：备忘')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /等待 Bo 审批/ }));
    expect(screen.getByText('上级')).toBeTruthy();
    expect(screen.getByText('Please')).toBeTruthy();
  });

  it('are sent back only with a reason', async () => {
    show([pending]);
    fireEvent.click(await screen.findByText('退回修改'));
    const remark = await screen.findByLabelText('意见');
    const send = screen.getAllByText('退回修改').at(-1)?.closest('button') as HTMLButtonElement;
    expect(send.disabled).toBe(true);
    fireEvent.change(remark, { target: { value: 'Why?' } });
    fireEvent.click(send);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(1));
    expect(asked).toContain('POST /api/approvals/a1/decide {"verdict":"send_back","note":"Why?"}');
  });

  it('offer what it may be submitted to', async () => {
    show([], [{ approval: 'check', label: '核验' }]);
    await userEvent.click(await screen.findByRole('button', { name: '提交“核验”' }));
    await userEvent.click(await screen.findByRole('button', { name: '提交审批' }));
    expect(asked).toContain('POST /api/records/thing/1/approvals {"approval":"check"}');
  });

  it('offer nothing to decide to those who are not asked', async () => {
    show([{ ...pending, can_decide: false, can_withdraw: false }]);
    await screen.findByText('审批中');
    expect(screen.queryByRole('button', { name: '同意' })).toBeNull();
    expect(screen.queryByRole('button', { name: '撤回' })).toBeNull();
  });
});
