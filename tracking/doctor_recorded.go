package tracking

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"duban/models"
	"duban/store"
)

// mostRecorded is how many rows the check lists; further ones are counted.
const mostRecorded = 200

// checkChain verifies the audit chain.
func (s *Service) checkChain(ctx context.Context) (found []string, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		report, err := tx.VerifyChain()
		found = report.Breaks
		return err
	})
	return found, err
}

// checkRecorded compares every protected row with its last image under the audit chain, and describes which rows
// differ, what was recorded and what is there.
func (s *Service) checkRecorded(ctx context.Context) (found []string, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.Unrecorded()
		if err != nil {
			return err
		}
		names, err := rowNames(tx)
		for i, row := range rows {
			if i == mostRecorded {
				found = append(found, fmt.Sprintf("另有 %d 处不一致", len(rows)-i))
				break
			}
			found = append(found, names.sentence(row))
		}
		return err
	})
	return found, err
}

// naming holds the names for row keys.
type naming struct{ milestones, submissions, people map[string]string }

// rowNames loads the names of milestones, submissions and people. A row that cannot be read is named by its key.
func rowNames(tx *store.Tx) (naming, error) {
	n := naming{milestones: map[string]string{}, submissions: map[string]string{}, people: map[string]string{}}
	err := tx.NameRows(func(table, id, name string) {
		switch table {
		case "milestones":
			n.milestones[id] = name
		case "submissions":
			n.submissions[id] = name
		case "people":
			n.people[id] = name
		}
	})
	return n, err
}

// sentence describes what is wrong with a row.
func (n naming) sentence(u store.Unrecorded) string {
	what := n.of(u)
	switch {
	case u.Missing:
		return what + "：记录在案，数据库中已没有"
	case u.Unknown:
		return what + "：数据库中有，但没有操作记录"
	}
	var parts []string
	for _, c := range u.Columns {
		parts = append(parts, fmt.Sprintf("%s 记录为%s，现为%s", columnWord(c.Name), valueWord(c.Name, c.Recorded),
			valueWord(c.Name, c.Found)))
	}
	return what + "：" + strings.Join(parts, "；")
}

// of names a row: the table's word, the project's code, and the month, milestone or name.
func (n naming) of(u store.Unrecorded) string {
	text := func(column string) string {
		value, _ := u.Row[column].(string)
		return value
	}
	parts := []string{cmp.Or(tableWords[u.Table], u.Table)}
	add := func(part string) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	project := text("project_id")
	if u.Table == "projects" {
		project = text("id")
	}
	if _, code, ok := strings.Cut(project, "-"); ok {
		add(code)
	} else {
		add(n.submissions[text("submission_id")])
	}
	add(n.milestones[cmp.Or(text("milestone_id"), text("subject"))])
	add(text("month"))
	add(text("step"))
	add(cmp.Or(text("name"), text("title"), text("login"), text("label"), text("file_name"), n.people[text("person_id")]))
	if len(parts) < 3 || u.Table == "escalations" || u.Table == "outbox_messages" {
		add("（" + strings.Join(u.Key, "，") + "）")
	}
	return strings.Join(parts, " ")
}

var tableWords = map[string]string{
	"organisations": "单位", "posts": "岗位", "people": "人员", "roles": "角色", "accounts": "账号", "tokens": "令牌",
	"subject_links": "统一认证关联",
	"programmes":    "清单", "indicators": "目标", "projects": "项目", "memberships": "清单列入记录", "month_plans": "月度计划",
	"pauses":  "停工记录",
	"aliases": "别名", "milestones": "节点", "due_changes": "改期记录", "reports": "月报", "submissions": "填报", "reviews": "审核记录",
	"attachments": "附件", "uploads": "上传文件", "escalations": "督办记录", "escalation_notes": "批示和答复", "audience_posts": "督办报送对象",
	"commands": "命令", "stored_commands": "受理的操作", "outbox_messages": "待发消息", "inbox_messages": "收件",
	"inbox_entries": "收件", "notice_settings": "通知设置",
	"calendar_days": "工作日调整", "calendar_years": "放假安排", "import_batches": "导入批次",
}

var columnWords = map[string]string{
	"annual_plan_fen": "年度计划投资", "total_investment_fen": "总投资", "plan_fen": "计划投资", "estimate_fen": "预计数",
	"reported_month_fen": "上报本月",
	"reported_ytd_fen":   "上报累计", "approved_month_fen": "审定本月", "approved_ytd_fen": "审定累计", "month_fen": "本月完成",
	"year_to_date_fen": "累计完成",
	"to_date_fen":      "开工至今累计", "to_end_of_last_year_fen": "至上年底累计", "status": "状态", "due": "期限", "due_version": "期限版本",
	"done_on":  "完成日期",
	"armed_at": "期限生效时间", "rung": "督办级别", "step": "步骤", "cause": "提级依据", "kind": "类型", "at": "时间", "recorded_at": "登记时间",
	"closed_at":    "关闭时间",
	"close_reason": "关闭原因", "passed_over": "越级未发", "trial": "试运行", "decision": "审核结论", "reason": "原因", "version": "版本",
	"live_from": "正式督办起始日",
	"name":      "名称", "text": "内容", "body": "正文", "title": "标题", "not_before": "最早发送时间", "delivered_at": "送达时间",
	"role":     "角色",
	"disabled": "停用",
	"result":   "结果", "hash": "校验值", "by_id": "人员编号", "by_name": "人员", "sha256": "文件校验值", "size": "文件大小", "target": "目标值",
	"from_date": "起始日", "to_date": "截止日",
	"followed_since": "开始跟踪时间", "decided_at": "审定时间", "submitted_at": "报送时间", "approved_at": "审定时间", "password_hash": "密码",
	"until": "截止日", "since": "起始日",
}

func columnWord(name string) string { return cmp.Or(columnWords[name], name) }

// valueWord formats a value for people: amounts in 万元, moments to the minute.
func valueWord(column string, value any) string {
	if value == nil {
		return "空"
	}
	number, is := value.(json.Number)
	integer, err := number.Int64()
	switch {
	case is && err == nil && strings.HasSuffix(column, "_fen"):
		return models.Money(integer).In(models.WanYuan) + " 万元"
	case is && err == nil && (column == "at" || strings.HasSuffix(column, "_at") || column == "not_before" ||
		column == "followed_since"):
		return models.Instant(integer).Minute()
	}
	text := []rune(fmt.Sprint(value))
	if len(text) > 60 {
		return string(text[:60]) + "…"
	}
	return string(text)
}
