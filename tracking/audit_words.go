package tracking

import (
	"encoding/json"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// AuditLine is one audit event in words.
type AuditLine struct {
	ID      int64          `json:"id"`
	At      models.Instant `json:"at"`
	ByID    string         `json:"by_id"`
	By      string         `json:"by"`
	Kind    string         `json:"kind"`   // of AuditKinds; "" for none of them
	Action  string         `json:"action"` // as it is kept: "account.log_in"
	What    models.Word    `json:"what"`   // the action in Chinese
	Object  string         `json:"object"`
	Project string         `json:"project,omitempty"` // of the browser
	Address string         `json:"address,omitempty"` // where the browser was
	Text    models.Message `json:"text,omitzero"`     // the event's own sentence
	Failed  bool           `json:"failed,omitempty"`  // a log-in that failed
}

// AuditKind is a group of audit events that can be shown alone.
type AuditKind struct {
	Key     string
	Chinese string
	actions []string // actions; one that ends in a dot is a prefix
}

// AuditKinds lists the groups in the order of the selection.
var AuditKinds = []AuditKind{
	{"log_in", "登录", []string{"account.log_in", "account.log_in_failed", "account.locked", "account.sign_on_refused",
		"account.too_many", "account.outside", "token.refused",
		"account.log_out", "account.log_out_everywhere"}},
	{"failure", "登录失败", []string{"account.log_in_failed", "account.locked", "account.sign_on_refused",
		"account.too_many", "account.outside", "token.refused"}},
	{"account", "账号与令牌", []string{"account.", "person.", "post.", "people.", "token."}},
	{"download", "下载与导出", []string{"evidence.", "export.", "audit.", "board.", "funds.export"}},
	{"submission", "填报与审定", []string{"milestone.", "report.", "submission.", "correction.", "urgent.", "request.",
		"confirmation.", "finding.", "comment.", "score."}},
	{"plan", "计划与清单", []string{"plan.", "month.", "list.", "programme.", "target.", "calendar.", "round.",
		"interim.", "project.", "platform.", "view.", "funds.", "reserve.", "document.", "outing."}},
	{"import", "导入", []string{"import."}},
	{"ladder", "督办", []string{"ladder.", "rules.", "escalation.", "problem.", "settings.", "channel.",
		"meeting."}},
	{"denied", "越权被拒", []string{"access."}},
	{"record", "系统自动记录", []string{"record.", "command.", "engine.", "backup."}},
}

// refused is the group of refused attempts to log in.
var refused = AuditKinds[1]

// actionWords are the names of actions. TestEveryActionHasAWord finds a missing one.
var actionWords = map[string]models.Word{
	"document.template": "更换调度情况模板", "confirmation.ask": "要求形象进度确认单", "confirmation.attach": "附形象进度确认单",
	"confirmation.rule": "设置形象进度确认范围",
	"outing.keep":       "登记集中开工批次或观摩路线", "outing.export": "导出集中开工或观摩名单",
	"score.formula": "登记季度考核办法", "score.draft": "测算季度考核得分", "score.points": "填写考核加减分",
	"score.announce": "公示季度考核得分", "score.recall": "撤回季度考核公示", "score.publish": "公布季度考核得分",
	"score.object": "对考核得分提出意见", "score.decide": "处理考核异议", "score.export": "导出季度考核得分",
	"account.secrets_sealed": "加密保存动态口令和渠道密钥",
	"channel.add":            "登记发送渠道", "channel.remove": "停用发送渠道", "channel.test": "测试发送渠道", "token.feed": "生成日历链接",
	"settings.unit_kinds": "设置单位类别",
	"rules.draft":         "起草规则", "rules.edit": "修改规则草稿", "rules.adopt": "通过规则", "rules.drop": "删除规则草稿",
	"problem.raise": "提出问题", "problem.dismiss": "不列入问题台账", "problem.assign": "交办问题",
	"problem.feedback": "反馈问题办理情况", "problem.solve": "填报问题办结", "problem.close": "确认问题销号",
	"problem.reopen": "退回问题续办", "problem.withdraw": "撤回问题", "problem.remind": "问题到期提醒", "problem.chase": "问题催办",
	"round.begun": "开始跟踪调度轮次", "round.advanced": "记录调度轮次进展", "round.settings": "设置调度时限",
	"organisation.add": "新增单位",
	"platform.compare": "比对平台数据",
	"urgent.open":      "登记急报表", "urgent.columns": "设置急报表的列", "urgent.answer": "填报急报表", "urgent.take": "收回急报表",
	"order.draft": "督办单拟稿", "order.add": "督办单列入事项", "order.leave": "督办单移出事项", "order.end": "督办单事项了结",
	"order.edit": "修改督办单", "order.send": "督办单送审", "order.return": "退回督办单", "order.sign": "审签督办单",
	"order.issue": "督办单发出", "order.acknowledge": "签收督办单", "order.explain": "提交情况说明", "order.judge": "研究情况说明",
	"order.reply": "反馈督办单", "order.verify": "核查督办单", "order.reject": "退回督办单反馈", "order.apply": "申请销号",
	"order.close": "督办单销号", "order.withdraw": "撤销督办单", "order.remind": "督办单反馈提醒", "order.overdue": "督办单逾期提级",
	"order.card": "督办单起计", "order.instruct": "录入批示", "order.settings": "设置督办单规则",
	"meeting.keep": "登记会议", "meeting.decide": "登记纪要，交办议定事项",
	"urgent.close": "结束急报表",
	"interim.set":  "登记旬（周）调度", "interim.end": "提前结束旬（周）调度", "interim.open": "开始一期旬（周）调度", "interim.miss": "补记错过的旬（周）调度",
	"account.log_in": "登录", "account.log_in_failed": "登录失败", "account.locked": "登录失败，账号锁定",
	"account.sign_on_refused": "统一认证未通过", "token.refused": "令牌无效", "account.log_out": "退出",
	"account.log_out_everywhere": "在所有设备上退出", "account.create": "新建账号", "post.succeed": "人员变动", "post.name": "登记联络员或联系人",
	"post.unname":    "取消联络员或联系人",
	"person.contact": "登记联系方式", "account.reset_password": "重置密码",
	"account.change_password": "更改密码",
	"account.disable":         "停用账号", "account.enable": "恢复账号", "account.grant_role": "授予角色",
	"account.revoke_role": "收回角色",
	"account.end_session": "结束会话",
	"account.request":     "申请账号变更", "account.confirm": "确认账号变更", "account.refuse": "驳回账号变更",
	"account.withdraw": "撤回账号变更申请",
	"account.expiry":   "设定账号有效期", "account.expired": "账号有效期满，自动停用", "account.dormant": "长期未登录，自动停用",
	"account.factor_start": "开始设置动态口令", "account.factor": "启用动态口令", "account.recovery_codes": "更换备用码",
	"account.recovered": "用备用码登录", "account.factor_reset": "重置动态口令",
	"account.too_many": "地址登录失败过多，拒绝登录", "account.outside": "管理员从规定以外的网络登录，已拒绝",
	"account.moved": "网络地址变化，登录结束", "account.proved": "重新验证密码", "account.policy": "更改账号安全策略",
	"account.link": "关联统一认证", "account.unlink": "取消统一认证关联", "person.add": "增加人员", "token.issue": "生成令牌",
	"token.revoke": "作废令牌",
	"board.hang":   "发出大屏链接", "board.take_down": "撤下大屏链接", "evidence.open": "打开佐证材料", "evidence.sweep": "清理未提交的附件",
	"audit.export": "导出日志", "audit.accept_head": "确认以现有数据库为准",
	"milestone.submit": "报送节点", "milestone.accept": "节点审定", "milestone.return": "节点退回", "milestone.pre_accept": "节点初审通过",
	"milestone.pre_return": "节点初审退回", "report.submit": "报送月报", "report.estimate": "报送预计数",
	"report.accept": "月报审定", "report.return": "月报退回", "report.pre_accept": "月报初审通过", "report.pre_return": "月报初审退回",
	"submission.import": "由返回的工作簿代填",
	"correction.ask":    "申请更正", "correction.confirm": "确认更正", "correction.refuse": "驳回更正",
	"correction.withdraw": "撤回更正申请",
	"milestone.take_back": "撤回节点审定", "report.take_back": "撤回月报审定",
	"request.ask": "提出申请", "request.approve": "批准申请", "request.refuse": "不批准申请", "request.pass": "初审申请",
	"request.withdraw": "撤回申请", "plan.restore": "恢复跟踪",
	"plan.cells": "在项目库中修改", "view.keep": "保存项目库视图", "view.remove": "删除项目库视图",
	"project.star": "关注或取消关注项目",
	"plan.move":    "延期", "plan.pause": "停工", "plan.resume": "复工", "plan.amount": "调整年度计划", "plan.close": "销号",
	"people.upload": "上传人员岗位表", "people.answer": "答复人员岗位表中的问题", "people.import": "导入人员岗位表",
	"people.undo":   "撤销人员岗位表导入",
	"people.forget": "清除过期的人员岗位表内容", "import.sweep": "清除未提交的导入预览",
	"comment.add": "项目留言", "comment.withdraw": "撤回留言",
	"suggestion.make": "提出投诉建议", "suggestion.answer": "答复投诉建议",
	"finding.ask": "要求说明情况", "finding.explain": "说明情况", "finding.settle": "核定情况说明",
	"plan.schedule": "排定节点计划", "settings.milestone_template": "设置节点模板",
	"funds.sources": "设置资金来源", "funds.set": "登记资金台账", "funds.upload": "上传资金台账", "funds.answer": "答复资金台账中的问题",
	"bulk.urge": "批量催办", "bulk.extend": "批量延期", "bulk.pause": "批量停工", "bulk.resume": "批量复工",
	"bulk.assign": "批量分派", "bulk.accept": "批量审定通过",
	"project.split": "拆分项目", "project.merge": "合并项目",
	"reserve.enter": "登记储备项目", "reserve.change": "修改储备项目", "reserve.apply": "项目申报", "reserve.pass": "申报项目初筛通过",
	"reserve.return": "退回申报项目", "reserve.opinion": "登记联审意见", "reserve.list": "项目列入清单", "reserve.refuse": "申报项目不列入清单",
	"reserve.withdraw": "撤销储备项目", "reserve.undo": "撤回申报项目的上一步办理", "reserve.call": "通知申报", "reserve.upload": "上传申报表",
	"reserve.import": "导入申报表", "export.reserve": "导出申报表",
	"funds.import": "导入资金台账", "funds.undo": "撤销资金台账导入", "funds.export": "导出资金台账",
	"project.permit": "登记手续", "project.formalities": "登记项目代码、开工和纳统",
	"settings.burden_cap": "设置减负上限", "settings.evidence_rule": "设置佐证要求",
	"plan.settle": "集中清理旧的逾期",
	"plan.cancel": "取消停工登记",
	"list.drop":   "调出清单", "list.admit": "列入清单", "list.move": "调整分类", "programme.live": "结束试运行",
	"calendar.days":  "登记放假调休日",
	"plan.hand_over": "年度结转（项目）", "programme.hand_over": "年度结转",
	"target.decided": "登记年度目标", "target.adjusted": "登记调整后计划",
	"programme.colours":    "换用灯色规则",
	"programme.publishing": "设置榜单和对外清单",
	"programme.rank":       "换用排名规则", "programme.ladder": "换用督办办法",
	"programme.curve": "换用序时曲线", "calendar.entered": "登记放假安排",
	"export.figures": "导出或上报月度数据", "export.list": "导出页面列表", "export.order": "下载或打印督办文件", "month.closed": "月结",
	"month.reopened":      "重新开启月份",
	"month.reconstructed": "补录重建月结",
	"clock.confirm":       "确认系统时间", "import.upload": "上传表格", "import.correct": "更正后重新读取", "import.stage": "导入预览",
	"import.ask": "请求提交导入", "import.refused": "导入未执行", "import.commit": "提交导入", "import.cancel": "取消导入",
	"import.undo": "撤销导入", "import.undo_project": "撤销导入（项目）",
	"ladder.rung": "督办升级", "ladder.closed": "督办办结", "ladder.reminder": "提醒",
	"escalation.acknowledged": "签收督办事项", "escalation.instructed": "批示督办事项", "escalation.replied": "答复督办事项",
	"settings.audience_posts": "指定督办报送对象",
	DeniedAction:              "越权操作被拒绝",
	"command.refused":         "已受理的操作未执行", "command.unknown": "未经受理的操作，未执行",
	models.ActionEngineNewer: "数据库早于流程引擎", models.ActionEngineReviewed: "已核对数据库与流程引擎",
	store.ChangeAction: "数据变更（系统自动）", store.BaselineAction: "数据基线（升级时建立）",
	"backup.made": "每日备份", "backup.failed": "每日备份未成功",
	"engine.set_aside": "移开损坏的流程数据文件，重建流程",
}

// actionsOf returns the actions of a group.
func actionsOf(kind string) ([]string, error) {
	i := slices.IndexFunc(AuditKinds, func(k AuditKind) bool { return k.Key == kind })
	if i < 0 {
		return nil, models.Errorf(models.KindInvalid, "bad_kind", "没有“%s”这一类日志，请从列表中选择", kind)
	}
	found := []string{}
	for action := range actionWords {
		if AuditKinds[i].takes(action) {
			found = append(found, action)
		}
	}
	return found, nil
}

// takes reports whether an action belongs to the group.
func (k AuditKind) takes(action string) bool {
	return slices.ContainsFunc(k.actions, func(a string) bool {
		return a == action || strings.HasSuffix(a, ".") &&
			strings.HasPrefix(action, a)
	})
}

// kindOfAction returns the first group that an action belongs to; narrower groups come first.
func kindOfAction(action string) string {
	if i := slices.IndexFunc(AuditKinds, func(k AuditKind) bool { return k.takes(action) }); i >= 0 {
		return AuditKinds[i].Key
	}
	return ""
}

func auditLine(e models.AuditEvent) AuditLine {
	line := AuditLine{
		ID: e.ID, At: e.At, ByID: e.ByID, By: e.ByName, Kind: kindOfAction(e.Action), Action: e.Action,
		What: actionWords[e.Action], Object: e.Object,
		Failed: refused.takes(e.Action),
	}
	if line.What == "" {
		line.What = models.Word(e.Action)
	}
	if year, code, ok := strings.Cut(e.ProjectID, "-"); ok {
		line.Project = year + "/" + code
	}
	if line.Kind == "log_in" || line.Kind == "denied" {
		var d struct {
			Address string `json:"address"`
			More    int    `json:"more"`
			By      string `json:"by"`
		}
		_ = json.Unmarshal([]byte(e.Detail), &d) // an unreadable detail adds nothing
		line.Address, line.Text = d.Address, logInTexts[d.By]
		if d.More > 0 {
			line.Text = models.Messagef("此前一段时间内另有 %d 次相同的尝试", d.More)
		}
	}
	if shown, ok := historyLine(e); ok {
		line.Text = shown.Text
	}
	return line
}
