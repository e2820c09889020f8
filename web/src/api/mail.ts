/** What leaves by e-mail: the workspace's mail server, and what each person wishes to hear so. */
import { answer, api } from './client';
import type { components } from './generated';

type Api = components['schemas'];
export type MailServer = Api['MailServer'];
export type MailSettings = Api['MailSettings'];
export type NoticeWishes = Api['NoticeWishes'];
export type NoticeWhen = Api['NoticeWhen'];

export const mailServer = () => answer(api.GET('/api/mail'));
export const saveMailServer = (body: Api['MailWish']) => answer(api.POST('/api/mail', { body }));
export const forgetMailServer = () => answer(api.DELETE('/api/mail'));
export const testMailServer = () => answer(api.POST('/api/mail/test'));

export const noticeWishes = () => answer(api.GET('/api/session/notices'));
export const saveNoticeWishes = (body: NoticeWishes) => answer(api.POST('/api/session/notices', { body }));
