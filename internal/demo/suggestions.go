package demo

import (
	"context"

	"duban/models"
)

// suggest hands in what people complain of and suggest: the owner's waits, the others' are answered, so that those of
// whom nothing is asked have an answer to read.
func (f *filler) suggest(ctx context.Context, _ int) error {
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	for _, one := range []struct {
		role         models.RoleName
		text, answer string
	}{
		{models.RoleOwner, "月报与统计报表口径重复，建议合并填报（演示数据）。", ""},
		{models.RoleUnit, "建议督办单附上事项清单（演示数据）。", "已采纳，督办单正文逐项列明（演示数据）。"},
		{models.RoleGovernment, "建议调度会前一天提醒各单位（演示数据）。", "已采纳，下月起执行（演示数据）。"},
		{models.RoleReadOnly, "建议首页增加红灯项目数（演示数据）。", "首页“进度调度”已有红灯数（演示数据）。"},
		{models.RoleSystemAdmin, "建议统一各单位联系人登记格式（演示数据）。", "已采纳，见通讯录（演示数据）。"},
		{models.RoleSecurityAdmin, "建议离任人员账号当日停用（演示数据）。", "已列入任免交接清单（演示数据）。"},
		{models.RoleAuditAdmin, "建议每季度通报审计日志核查情况（演示数据）。", "同意，由审计管理员起草（演示数据）。"},
	} {
		by, leave, err := f.logIn(ctx, one.role)
		if err != nil {
			return err
		}
		made, err := f.Suggest(ctx, by, f.key("suggestion", string(one.role)), one.text, "/")
		leave()
		if err != nil {
			return err
		}
		if one.answer == "" || made.Answer != "" {
			continue
		}
		if err := f.AnswerSuggestion(ctx, office, f.key("suggestion", string(one.role), "answer"), made.ID,
			one.answer); err != nil {
			return err
		}
	}
	return nil
}
