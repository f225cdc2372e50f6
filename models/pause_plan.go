package models

import (
	"cmp"
	"fmt"
	"slices"
)

// pausePlan enters a pause, with its last day when that is known already. Whether it moves due dates is what the order
// says: it is asked, and has no default.
func (r Rules) pausePlan(f *Facts, c ChangePlanCommand, key string, now Instant) (Changes, error) {
	if c.Date == 0 {
		return Changes{}, Errorf(KindInvalid, "date_missing", "请填写停工起始日期")
	}
	if c.Until != 0 && c.Until < c.Date {
		return Changes{}, Errorf(KindInvalid, "bad_date", "截止日期 %s 早于起始日期 %s，请更正", c.Until, c.Date)
	}
	for _, p := range f.Pauses {
		if (p.To == 0 || c.Date <= p.To) && (c.Until == 0 || p.From <= c.Until) {
			return Changes{}, Errorf(KindConflict, "already_paused", "项目自%s起已停工（%s），请先复工", p.From, p.Reason)
		}
	}
	if c.MovesDue != Yes && c.MovesDue != No {
		return Changes{}, Errorf(KindInvalid, "moves_due_missing", "请按停工批文写明未到期节点的日期是否顺延：顺延或不变")
	}
	p := Pause{ID: Key("pause", key), ProjectID: f.Project.ID, From: c.Date, To: c.Until, Reason: c.Reason,
		Approver: c.Approver,
		Document: c.Document, MovesDue: c.MovesDue}
	f.Pauses = append(f.Pauses, p)
	if p.To != 0 {
		slices.SortStableFunc(f.Pauses, func(a, b Pause) int { return cmp.Compare(a.From, b.From) })
		out := Changes{Paused: &p, Action: "plan.pause", Object: p.ID,
			Message: Messagef("%s 至 %s 不计时限；%s", p.From, p.To, p.Effect())}
		if p.MovesDue == Yes {
			out.Shifted = r.shiftBy(f, p, now)
		}
		return out, nil
	}
	return Changes{Paused: &p, Action: "plan.pause", Object: p.ID,
		Message: Messagef("项目自 %s 起停工，时限暂停计算；%s", c.Date, p.Effect())}, nil
}

// Effect says in Chinese what the pause does to due dates.
func (p Pause) Effect() Word {
	switch p.MovesDue {
	case Yes:
		return "停工起未到期的节点，复工时按停工的工作日顺延"
	case No:
		return "节点日期不变，停工期间不计逾期、不催办"
	case NotSaid:
	}
	return "登记时未注明节点日期是否顺延，按不变处理"
}

// resumePlan ends the pause on the day before work begins again, and moves the milestones it stopped if its order says
// so.
func (r Rules) resumePlan(f *Facts, c ChangePlanCommand, now Instant) (Changes, error) {
	for i := range f.Pauses {
		p := &f.Pauses[i]
		if p.To != 0 {
			continue
		}
		if c.Date <= p.From {
			return Changes{}, Errorf(KindInvalid, "bad_date", "复工日期 %s 应晚于停工日期 %s", c.Date, p.From)
		}
		p.To = c.Date - 1
		resumed := *p
		out := Changes{Resumed: &resumed, Action: "plan.resume", Object: p.ID,
			Message: Messagef("项目自 %s 起复工，时限继续计算", c.Date)}
		if p.MovesDue == Yes {
			out.Shifted = r.shiftBy(f, resumed, now)
		}
		if len(out.Shifted) > 0 {
			moved := Words{Mark: "、"}
			for _, s := range out.Shifted {
				moved.Items = append(moved.Items, Messagef("“%s”至 %s", s.Milestone.Name, s.Change.Due))
			}
			out.Message = Messagef("项目自 %s 起复工，时限继续计算；节点顺延：%s", c.Date, moved)
		}
		return out, nil
	}
	return Changes{}, Errorf(KindConflict, "not_paused", "项目没有停工，不需要复工")
}

// shiftBy moves the open milestones due on the first day of a pause that has ended, or later, by its working days. The
// baseline stays. A milestone that was late when work stopped stays where it is: the pause only stops its count.
func (r Rules) shiftBy(f *Facts, p Pause, now Instant) (out []Shift) {
	days := r.Calendar.Between(p.From-1, p.To)
	if days == 0 {
		return nil
	}
	f.Milestones = slices.Clone(f.Milestones)
	for i := range f.Milestones {
		m := &f.Milestones[i]
		if m.Status != MilestoneOpen || m.Due == 0 || r.FallsDue(m.Due) < p.From {
			continue
		}
		m.Due, m.Precision, m.ArmedAt = r.Calendar.Add(r.FallsDue(m.Due), days), PrecisionDay, now
		m.DueVersion++
		out = append(out, Shift{Milestone: *m, Change: DueChange{MilestoneID: m.ID, DueVersion: m.DueVersion, Due: m.Due,
			Reason: fmt.Sprintf("停工 %d 个工作日，按批文顺延", days), Approver: p.Approver, At: now}})
	}
	return out
}

// cancelPause deletes a pause that was entered by mistake: its days count again, and rungs earned in them are
// recorded by the next Advance.
func cancelPause(f *Facts, c ChangePlanCommand) (Changes, error) {
	if c.Date == 0 {
		return Changes{}, Errorf(KindInvalid, "date_missing", "请写明要取消的停工从哪一天开始")
	}
	at := slices.IndexFunc(f.Pauses, func(p Pause) bool { return p.From == c.Date })
	if at < 0 {
		return Changes{}, Errorf(KindNotFound, "pause_not_found", "没有自 %s 起的停工登记，请核对日期", c.Date)
	}
	p := f.Pauses[at]
	f.Pauses = slices.Delete(slices.Clone(f.Pauses), at, at+1)
	text := Messagef("自 %s 起的停工登记已取消，时限照常计算", p.From)
	if p.MovesDue == Yes && p.To != 0 {
		text = Messagef("自 %s 起的停工登记已取消，时限照常计算；复工时已顺延的节点日期不会自动改回，请逐个核对改期", p.From)
	}
	return Changes{Cancelled: &p, Action: "plan.cancel", Object: p.ID, Message: text}, nil
}
