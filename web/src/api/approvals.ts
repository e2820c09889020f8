/** Approvals: what a record was submitted for, who decides, and what waits for the user. */
import { useQuery, type QueryClient } from '@tanstack/react-query';
import { answer, api } from './client';
import type { components } from './generated';
import { keys } from './keys';
import { forgetRecord } from './lists';

type Api = components['schemas'];
export type Approval = Api['Approval'];
export type ApprovalStepTold = Api['ApprovalStepTold'];
export type ApprovalTask = Api['ApprovalTask'];
export type ApprovalPart = Api['ApprovalPart'];
export type ApprovalVerdict = Api['ApprovalVerdict'];
export type ApprovalAsked = Api['ApprovalAsked'];

export const useRecordApprovals = (object: string, id: string) =>
  useQuery({
    queryKey: keys.recordApprovals(object, id),
    queryFn: () => answer(api.GET('/api/records/{object}/{id}/approvals', { params: { path: { object, id } } })),
  });

export const useApprovals = (part: ApprovalPart, enabled = true) =>
  useQuery({ queryKey: [...keys.approvals, part], queryFn: () => answer(api.GET('/api/approvals', { params: { query: { part } } })), enabled });

export const submitForApproval = (object: string, id: string, approval: string, note?: string) =>
  answer(api.POST('/api/records/{object}/{id}/approvals', { params: { path: { object, id } }, body: { approval, note } }));

export const decideApproval = (id: string, verdict: ApprovalVerdict, note?: string) =>
  answer(api.POST('/api/approvals/{id}/decide', { params: { path: { id } }, body: { verdict, note } }));

export const delegateApproval = (id: string, user: string, note?: string) =>
  answer(api.POST('/api/approvals/{id}/delegate', { params: { path: { id } }, body: { user, note } }));

export const addSigner = (id: string, user: string, note?: string) =>
  answer(api.POST('/api/approvals/{id}/add-signer', { params: { path: { id } }, body: { user, note } }));

export const withdrawApproval = (id: string, note?: string) =>
  answer(api.POST('/api/approvals/{id}/withdraw', { params: { path: { id } }, body: { note } }));

export const makeApprovalLink = (id: string) => answer(api.POST('/api/approvals/{id}/link', { params: { path: { id } } }));

export const askedByLink = (code: string, workspace?: string) => answer(api.POST('/api/approvals/link', { body: { code, workspace } }));

export const decideByLink = (code: string, verdict: ApprovalVerdict, note: string | undefined, workspace?: string) =>
  answer(api.POST('/api/approvals/link/decide', { body: { code, verdict, note, workspace } }));

/** What was decided changes the record, its lists and what waits for whom. */
export const forgetApproval = (client: QueryClient, approval: Pick<Approval, 'object' | 'record'>) =>
  Promise.all([forgetRecord(client, approval.object, approval.record), client.invalidateQueries({ queryKey: keys.approvals })]);
