/** Words of what is pushed to a rule from outside. */
import { locale } from '@/i18n';

export const webhookWords = locale('studio.webhook', {
  address: '推送地址', publishFirst: '发布这条规则后，在这里生成推送地址。', sample: '示例请求',
  verify: '怎样确认是对方发来的', 'verify.none': '知道地址就可以', 'verify.token': '出示令牌', 'verify.signature': '签名', tokenHint: '放在请求头 X-Mortise-Token 或 Authorization: Bearer 里', signatureHint: '请求头 X-Mortise-Signature：sha256= 加上用密钥对“时间戳.正文”做的 HMAC-SHA256；时间戳放在 X-Mortise-Timestamp',
  secret: '密钥', secretHint: '保存之前不接收推送',
  schema: '内容的格式（JSON Schema）', schemaHint: '不填则不检查；不符合的会被拒绝并说明原因', badSchema: '不是有效的 JSON：{{why}}',
  about: '与哪条记录有关', 'about.create': '每次都新建', 'about.match': '按字段查找', field: '哪个字段', is: '等于推送来的', otherwise: '没有找到时', 'otherwise.create': '新建一条', 'otherwise.stop': '什么也不做', made: '新建记录的值',
}, {
  address: 'Address', publishFirst: 'Publish this rule, then make its address here.', sample: 'A sample request',
  verify: 'How senders are known', 'verify.none': 'By the address alone', 'verify.token': 'They show a token', 'verify.signature': 'They sign', tokenHint: 'In the header X-Mortise-Token, or Authorization: Bearer', signatureHint: 'Header X-Mortise-Signature: sha256= and HMAC-SHA256 of “timestamp.body” with the secret; the timestamp goes into X-Mortise-Timestamp',
  secret: 'Secret', secretHint: 'Nothing is taken until it is kept',
  schema: 'What it must look like (JSON Schema)', schemaHint: 'When empty nothing is checked; what does not fit is refused with the reason', badSchema: 'This is not JSON: {{why}}',
  about: 'Which record it is about', 'about.create': 'A new one each time', 'about.match': 'Found by a field', field: 'Which field', is: 'Equals what was pushed', otherwise: 'When there is none', 'otherwise.create': 'Make one', 'otherwise.stop': 'Do nothing', made: 'Values of the new record',
});

export const useT = webhookWords.useT;
