package models

// Differences says where a project of a closed month stands otherwise today: off the list, under another name, section,
// unit or sponsor, with another plan, with another figure of the same month. now is the project to the end of the same
// month by what is on record today; listed is whether it is on the list at all.
func (out ProjectFigures) Differences(now ProjectFigures, listed bool) []Message {
	if !listed {
		return []Message{Messagef("现已调出清单")}
	}
	var differences []Message
	if now.Dropped && !out.Dropped {
		differences = append(differences, Messagef("自%s起调出清单", (now.Until+1).String()))
	}
	if now.Name != out.Name {
		differences = append(differences, Messagef("现名“%s”", now.Name))
	}
	if now.Code != out.Code {
		differences = append(differences, Messagef("现编码%s", now.Code))
	}
	if now.Section != out.Section {
		differences = append(differences, Messagef("现列入“%s”", now.Section))
	}
	if now.UnitID != out.UnitID {
		differences = append(differences, Messagef("现责任单位%s", now.Unit))
	}
	if now.SponsorID != out.SponsorID {
		differences = append(differences, Messagef("现包保领导%s", now.Sponsor))
	}
	if now.Owner != out.Owner {
		differences = append(differences, Messagef("现项目单位%s", now.Owner))
	}
	switch {
	case now.Plan != out.Plan:
		differences = append(differences, Messagef("现年度计划%s万元", now.Plan.Wan()))
	case now.Scheduled != out.Scheduled:
		differences = append(differences, Messagef("按现月度计划序时%s万元", now.Scheduled.Wan()))
	}
	if now.Approved != nil && (out.Approved == nil || *now.Approved != *out.Approved) {
		differences = append(differences, Messagef("现审定累计%s万元", now.Approved.Wan()))
	}
	if now.Approved == nil && out.Approved != nil {
		differences = append(differences, Messagef("现无审定数"))
	}
	return differences
}
