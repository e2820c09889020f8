/** Words of sharing a record. */
import { locale } from '@/i18n';

export const words = locale('records.team', {
  share: '共享', shared: '已共享给 {{count}} 人', title: '共享给', with: '共享给谁', add: '共享', access: '可以做什么', accessOf: '{{name}}可以做什么', read: '可查看', write: '可修改', by: '{{when}}由{{name}}共享', at: '{{when}}共享',
  remove: '不再共享给{{name}}', leave: '退出', leaveHint: '退出后，您可能再也看不到这条记录。', leaveAsk: '退出这条记录的共享？', cancel: '取消', left: '已退出共享', none: '还没有共享给任何人', noneHint: '选一位同事，决定只能查看还是也能修改；对方会按自己的角色看到这条记录。', unseen: '无权查看的用户', me: '{{name}}（我）',
}, {
  share: 'Share', shared: 'Shared with {{count}} people', shared_one: 'Shared with {{count}} person', title: 'Shared with', with: 'Share with whom', add: 'Share', access: 'What they may do', accessOf: 'What {{name}} may do', read: 'May read', write: 'May change', by: 'shared by {{name}} {{when}}', at: 'shared {{when}}',
  remove: 'Stop sharing with {{name}}', leave: 'Leave', leaveHint: 'You may not see this record any more.', leaveAsk: 'Leave the team of this record?', cancel: 'Cancel', left: 'You left', none: 'Not shared with anybody yet', noneHint: 'Choose a colleague, to read it only or to change it too; what their roles hide stays hidden.', unseen: 'A user not visible to you', me: '{{name}} (me)',
});

export const useT = words.useT;
