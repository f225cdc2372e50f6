package models

// NoLongerHolds returns in Chinese why a message about an escalation says nothing any more at the moment of sending;
// "" when it still holds. What has ended, moved, been paused, dropped or put on trial is not told.
func (r Rules) NoLongerHolds(f Facts, e Escalation, now Instant) string {
	switch {
	case f.Project.Status != ProjectOpen:
		return "项目已销号"
	case len(f.Memberships) == 0:
		return "项目已调出清单"
	case f.Project.HandedOver():
		return f.Project.HandedReason()
	case r.Trial(now.Date()):
		return "试运行期间不发送"
	case e.ClosedAt != 0:
		return e.CloseReason
	}
	if reason := r.endedByItem(f, e, now); reason != "" {
		return reason
	}
	for _, p := range f.Pauses {
		if e.Item != ItemInvestment && p.Covers(now.Date()) {
			return "项目停工期间不发送"
		}
	}
	if e.Kind == KindReminder && inReview(f, e) {
		return "已报送，待审定"
	}
	return ""
}

// inReview reports whether what an escalation is about is handed in and waits for a decision.
func inReview(f Facts, e Escalation) bool {
	for _, s := range f.Waiting() {
		if e.Item == ItemMilestone && s.MilestoneID == e.Subject || e.Item == ItemReport && s.Kind == SubmitReport &&
			s.Month == e.Month {
			return true
		}
	}
	return false
}
