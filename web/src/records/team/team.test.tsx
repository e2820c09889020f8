/** Sharing a record: who is in its team, what may be changed there and by whom. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keys, type Catalog, type Team } from '@/api';
import { ShellContext, type ShellActions } from '@/shell/context';
import { TeamButton } from '.';

const member = (user: string, name: string | null, access: 'read' | 'write' = 'read') => ({ user, name, access, by: 'Ann', at: '2026-01-02T03:04:05Z' });

let asked: string[];
let team: Team;

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`.trim());
    return request.method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json(team);
  });
});

afterEach(() => vi.unstubAllGlobals());

function show(given: Team) {
  team = given;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(keys.catalog, { objects: {} } as Catalog);
  const shell = { me: { id: 'me', name: 'Me' } } as ShellActions;
  render(<QueryClientProvider client={client}><ShellContext.Provider value={shell}><App><TeamButton object="thing" id="1" /></App></ShellContext.Provider></QueryClientProvider>);
}

const open = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));

describe('the team of a record', () => {
  it('is not offered to those who may not share what nobody shares', async () => {
    show({ can_share: false, members: [] });
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says what to do while nobody is in it', async () => {
    show({ can_share: true, members: [] });
    await open('共享');
    expect(await screen.findByText('还没有共享给任何人')).toBeTruthy();
    expect(screen.getByRole('combobox', { name: '共享给谁' })).toBeTruthy();
  });

  it('takes a member out', async () => {
    show({ can_share: true, members: [member('u1', 'Bob', 'write')] });
    await open('已共享给 1 人');
    await userEvent.click(await screen.findByRole('button', { name: '不再共享给Bob' }));
    expect(asked).toContain('DELETE /api/records/thing/1/team/u1');
  });

  it('shows those who may not share what each may do, and lets them leave', async () => {
    show({ can_share: false, members: [member('u1', null), member('me', 'Me', 'write')] });
    await open('已共享给 2 人');
    expect(await screen.findByText('无权查看的用户')).toBeTruthy();
    expect(screen.getByText('可修改')).toBeTruthy();
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(screen.queryByRole('button', { name: /不再共享/ })).toBeNull();
    expect(screen.getByRole('button', { name: '退出' })).toBeTruthy();
  });
});
