package models

import "fmt"

// ReservePath returns the address of the page of an application.
func ReservePath(id string) string { return "/reserve/projects/" + id }

// ReserveMessages tell the unit and the owner what was decided, and the office that an application came in. quiet is
// the earliest moment of sending.
func ReserveMessages(r Reserve, s ReserveStep, quiet, now Instant) []OutboxMessage {
	title, to := "", []string{r.UnitID, r.OwnerID}
	switch s.Kind {
	case ReserveApply:
		title, to = "收到项目申报，请初筛", []string{""}
	case ReserveReturn:
		title = "项目申报被退回，请修改后重新申报"
	case ReservePass:
		title = "项目申报通过初筛，进入联审"
	case ReserveAdmit:
		title = fmt.Sprintf("项目已列入%d年清单", r.Year)
	case ReserveRefuse:
		title = fmt.Sprintf("项目未列入%d年清单", r.Year)
	case ReserveUndo:
		if s.ByID == r.ByID {
			return nil
		}
		title = "项目申报的上一步办理已撤回"
	case ReserveEnter, ReserveChange, ReserveSay, ReserveWithdraw:
		return nil
	}
	var out []OutboxMessage
	seen := map[string]bool{}
	for n, party := range to {
		if seen[party] || party == "" && s.Kind != ReserveApply {
			continue
		}
		seen[party] = true
		m := OutboxMessage{Key: fmt.Sprintf("%s/%s/%d", r.ID, s.ID, n), PartyID: party, CreatedAt: now, NotBefore: quiet,
			Status: OutboxPending, Kind: NoticeReserve, Object: r.ID, Path: ReservePath(r.ID),
			Title: title + "：" + r.Name, Body: "登录后打开“储备项目”办理或查看。\n"}
		if party == "" {
			m.Audience = ToOffice
		}
		out = append(out, m)
	}
	return out
}

// ReserveCallMessages ask units to apply for a year's list.
func ReserveCallMessages(l ReserveList, units []string, quiet, now Instant) []OutboxMessage {
	var out []OutboxMessage
	for _, unit := range units {
		out = append(out, OutboxMessage{Key: fmt.Sprintf("reserve/%d/%s/%s", l.Year, l.Due, unit), PartyID: unit,
			CreatedAt: now, NotBefore: quiet, Status: OutboxPending, Kind: NoticeReserve, Path: "/reserve",
			Title: fmt.Sprintf("请申报%d年重点项目", l.Year),
			Body:  fmt.Sprintf("请于%s前申报：登录后打开“储备项目”，逐项填报或导入申报表。\n", l.Due)})
	}
	return out
}

// ReserveStillHolds reports whether a message about an application still says something: its act was not taken back,
// and nothing was done since.
func ReserveStillHolds(f ReserveFacts, m OutboxMessage) bool {
	if m.Object == "" || len(f.Steps) == 0 {
		return true
	}
	for n, last := 0, f.Steps[len(f.Steps)-1]; n < 2; n++ {
		if m.Key == fmt.Sprintf("%s/%s/%d", f.ID, last.ID, n) {
			return true
		}
	}
	live := f.Live()
	if len(live) == 0 {
		return false
	}
	for n := range 2 {
		if m.Key == fmt.Sprintf("%s/%s/%d", f.ID, live[len(live)-1].ID, n) {
			return true
		}
	}
	return false
}
