package models

// Differences says where a project of a closed month stands otherwise today: off the list, under another name, section,
// unit or sponsor, with another plan, with another figure of the same month. now is the project to the end of the same
// month by what is on record today; listed is whether it is on the list at all.
func (then ProjectFigures) Differences(now ProjectFigures, listed bool) []Message {
	if !listed {
		return []Message{Messagef("现已调出清单")}
	}
	var out []Message
	if now.Dropped && !then.Dropped {
		out = append(out, Messagef("自%s起调出清单", (now.Until+1).String()))
	}
	if now.Name != then.Name {
		out = append(out, Messagef("现名“%s”", now.Name))
	}
	if now.Code != then.Code {
		out = append(out, Messagef("现编码%s", now.Code))
	}
	if now.Section != then.Section {
		out = append(out, Messagef("现列入“%s”", now.Section))
	}
	if now.UnitID != then.UnitID {
		out = append(out, Messagef("现责任单位%s", now.Unit))
	}
	if now.SponsorID != then.SponsorID {
		out = append(out, Messagef("现包保领导%s", now.Sponsor))
	}
	if now.Owner != then.Owner {
		out = append(out, Messagef("现项目单位%s", now.Owner))
	}
	switch {
	case now.Plan != then.Plan:
		out = append(out, Messagef("现年度计划%s万元", now.Plan.In(WanYuan)))
	case now.Scheduled != then.Scheduled:
		out = append(out, Messagef("按现月度计划序时%s万元", now.Scheduled.In(WanYuan)))
	}
	if now.Approved != nil && (then.Approved == nil || *now.Approved != *then.Approved) {
		out = append(out, Messagef("现审定累计%s万元", now.Approved.In(WanYuan)))
	}
	if now.Approved == nil && then.Approved != nil {
		out = append(out, Messagef("现无审定数"))
	}
	return out
}
