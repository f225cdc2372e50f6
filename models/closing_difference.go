package models

// Differences says where a project of a closed month stands otherwise today: off the list, under another name, section,
// unit or sponsor, with another plan, with another figure of the same month. now is the project to the end of the same
// month by what is on record today; listed is whether it is on the list at all.
func (then ProjectFigures) Differences(now ProjectFigures, listed bool) []Message {
	if !listed {
		return []Message{Messagef("现已调出清单")}
	}
	var out []Message
	other := func(differs bool, format string, value any) {
		if differs {
			out = append(out, Messagef(format, value))
		}
	}
	other(now.Dropped && !then.Dropped, "自%s起调出清单", (now.Until + 1).String())
	other(now.Name != then.Name, "现名“%s”", now.Name)
	other(now.Code != then.Code, "现编码%s", now.Code)
	other(now.Section != then.Section, "现列入“%s”", now.Section)
	other(now.UnitID != then.UnitID, "现责任单位%s", now.Unit)
	other(now.SponsorID != then.SponsorID, "现包保领导%s", now.Sponsor)
	other(now.Owner != then.Owner, "现项目单位%s", now.Owner)
	other(now.Plan != then.Plan, "现年度计划%s万元", now.Plan.In(WanYuan))
	other(now.Plan == then.Plan && now.Scheduled != then.Scheduled, "按现月度计划序时%s万元", now.Scheduled.In(WanYuan))
	if now.Approved != nil && (then.Approved == nil || *now.Approved != *then.Approved) {
		out = append(out, Messagef("现审定累计%s万元", now.Approved.In(WanYuan)))
	}
	if now.Approved == nil && then.Approved != nil {
		out = append(out, Messagef("现无审定数"))
	}
	return out
}
