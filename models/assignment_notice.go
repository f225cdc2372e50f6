package models

// AssignmentNotices makes the messages to the unit that became responsible for a project, and to the post that became
// its sponsor, when an import or a change of the list says so. A project that was not followed before gives none:
// its list is given out. In trial running there are none.
func (r Rules) AssignmentNotices(before, after Project, key string, now Instant) []OutboxMessage {
	if r.Trial(now.Date()) {
		return nil
	}
	var out []OutboxMessage
	tell := func(was, is string, to Audience, title string) {
		if is == "" || is == was {
			return
		}
		out = append(out, OutboxMessage{
			Key: Key("assignment", key, after.ID, string(to)), ProjectID: after.ID, Kind: NoticeAssignment, Audience: to,
			PartyID: is, Object: after.ID, Path: ProjectPath(after), Title: after.Name + " · " + title,
			Body:      "项目：" + after.Name + "（" + after.Code + "）\n事项：" + title + "\n",
			CreatedAt: now, NotBefore: r.Quiet(now), Status: OutboxPending,
		})
	}
	tell(before.ResponsibleUnitID, after.ResponsibleUnitID, ToUnitContact, "已改由贵单位负责推进")
	tell(before.SponsorPostID, after.SponsorPostID, ToSponsor, "已改由您包保联系")
	return out
}

// ProjectAssignmentHolds reports whether the party of a message is still the one to which the project is assigned.
func ProjectAssignmentHolds(m OutboxMessage, p Project) bool {
	if m.Audience == ToSponsor {
		return p.SponsorPostID == m.PartyID
	}
	return m.Audience != ToUnitContact || p.ResponsibleUnitID == m.PartyID
}
