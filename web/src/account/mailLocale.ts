/** Words of what leaves by e-mail: the mail server, and what somebody wishes to be told so. */
import { locale } from '@/i18n';

export const words = locale('mail', {
  server: '邮件服务器', serverHint: '通知、审批、邀请和规则里的邮件从这里发出（SMTP）。', setUp: '设置邮件服务器', saved: '邮件服务器已保存', off: '停用邮件', offAsk: '停用邮件？', offHint: '不再发送任何邮件，保存的密码会删除。站内通知不受影响。',
  host: '服务器', hostHint: '例如：smtp.example.com', port: '端口', security: '加密', 'security.tls': 'TLS', 'security.starttls': 'STARTTLS', 'security.none': '不加密', plainHint: '内容和密码都不加密，只用于自己网络里的服务器。',
  user: '用户名', userHint: '不需要登录时留空', password: '密码', passwordKept: '已保存，不会再显示；留空则不变。', from: '发件邮箱', fromName: '发件人名称', address: '访问地址', addressHint: '大家打开本系统的地址，邮件里的链接以它开头。',
  test: '给我发一封测试邮件', testHint: '用已保存的设置发送', tested: '已发送到 {{to}}，请查收', testFailed: '没有发出去', trouble: '有通知没能发出（{{when}}）',
  wishes: '邮件通知', wishesHint: '所有通知都会出现在站内，这里选择哪些还要发邮件；事关账号安全的总是马上发。时间按工作区所在时区。', noServer: '工作区还没有设置邮件服务器，暂时不会发邮件。', wishesSaved: '已保存',
  'kind.approval': '审批', 'kind.rule': '规则通知', 'kind.other': '其他', 'when.now': '立即', 'when.daily': '每天汇总', 'when.never': '不发', digest: '每天汇总的时间', quiet: '免打扰', quietOn: '在这段时间不发，结束后一起发', from_: '从', to_: '到',
  sendLink: '用邮件发送', linkSent: '已发送到 {{to}}',
}, {
  server: 'Mail server', serverHint: 'Notices, approvals, invitations and messages of rules leave by it (SMTP).', setUp: 'Set up a mail server', saved: 'The mail server is saved', off: 'Turn off e-mail', offAsk: 'Turn off e-mail?',
  offHint: 'Nothing is sent any more, and the password is forgotten. Notices in the app stay.', host: 'Server', hostHint: 'For example: smtp.example.com', port: 'Port', security: 'Encryption', 'security.tls': 'TLS', 'security.starttls': 'STARTTLS', 'security.none': 'None',
  plainHint: 'Messages and the password travel in the clear: for a server in your own network only.', user: 'User', userHint: 'Empty when it asks for none', password: 'Password', passwordKept: 'Kept, and not shown again; leave it empty to keep it.', from: 'From (address)', fromName: 'From (name)',
  address: 'Address of this workspace', addressHint: 'Where people open it: links in messages begin with it.', test: 'Send me a test message', testHint: 'By the settings as they are saved', tested: 'Sent to {{to}}', testFailed: 'It was not sent', trouble: 'A notice could not be sent ({{when}})',
  wishes: 'Notices by e-mail', wishesHint: 'Everything is told in the app. Choose what is sent to you as well; what concerns the safety of your account always is. Times are those of the workspace.', noServer: 'This workspace has no mail server yet: nothing is sent.', wishesSaved: 'Saved',
  'kind.approval': 'Approvals', 'kind.rule': 'What rules tell', 'kind.other': 'Everything else', 'when.now': 'At once', 'when.daily': 'Daily', 'when.never': 'Never', digest: 'Daily at', quiet: 'Quiet hours', quietOn: 'Send nothing then, and all of it afterwards', from_: 'From', to_: 'To',
  sendLink: 'Send by e-mail', linkSent: 'Sent to {{to}}',
});
export const useT = words.useT;
