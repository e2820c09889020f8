/** Words of settings that are drawn from their schema: what the usual ones are called, and the controls. */
import { locale } from '@/i18n';

export const schemaWords = locale('studio.schema', {
  text: '文字', secret: '密钥', source: '“{{name}}”的写法', insert: '插入字段', insertInto: '在“{{name}}”里插入字段', add: '添加', addTo: '在“{{name}}”里添加', entryName: '名称，如 Authorization', removeEntry: '移除 {{name}}', badJson: '不是有效的 JSON：{{why}}', asJson: '原样写着，可以直接修改（JSON）',
  to: '收件人', cc: '抄送', bcc: '密送', reply_to: '回复到', from: '发件人', subject: '主题', url: '地址', method: '方法', headers: '请求头', body: '内容', title: '标题', markdown: '按 Markdown 显示', html: 'HTML 格式', as: '给结果取个名字', name: '名称', where: '条件', field: '字段', value: '值', values: '值', object: '对象', language: '语言', template: '模板', attachments: '附件', limit: '最多', timeout: '超时', record: '记录', message: '内容', token: '令牌', signature: '签名', match: '对应的记录', otherwise: '没有时', schema: '格式要求', path: '路径',
}, {
  text: 'Text', secret: 'Secret', source: 'How {{name}} is written', insert: 'Insert a field', insertInto: 'Insert a field into {{name}}', add: 'Add', addTo: 'Add to {{name}}', entryName: 'Name, such as Authorization', removeEntry: 'Remove {{name}}', badJson: 'This is not JSON: {{why}}', asJson: 'As it stands, to be changed as it is (JSON)',
  to: 'To', cc: 'Copies to', bcc: 'Blind copies to', reply_to: 'Answers go to', from: 'From', subject: 'Subject', url: 'Address', method: 'Method', headers: 'Headers', body: 'Body', title: 'Title', markdown: 'As Markdown', html: 'As HTML', as: 'A name for the outcome', name: 'Name', where: 'Condition', field: 'Field', value: 'Value', values: 'Values', object: 'Object', language: 'Language', template: 'Template', attachments: 'Attachments', limit: 'At most', timeout: 'Time-out', record: 'Record', message: 'Text', token: 'Token', signature: 'Signature', match: 'Which record', otherwise: 'When there is none', schema: 'What it must look like', path: 'Path',
});

export const useT = schemaWords.useT;
export type SchemaWord = Parameters<ReturnType<typeof useT>>[0];
