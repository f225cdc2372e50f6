package models

// GoLiveWord is what a person types to confirm that a programme goes live. One person of the office may: until the
// first day begins nothing has been sent and the way back is open to anyone of the office, and many offices have no
// second person to ask.
const GoLiveWord = "正式督办"

// BackToTrial is why a message that waited is not sent: its programme went back to trial running.
const BackToTrial = "恢复试运行"

// FirstLiveDay checks the first day on which messages of a programme are sent: a working day that is not past, nor
// today after the hour at which its first messages are due. Errors: KindInvalid.
func (p Programme) FirstLiveDay(day Date, calendar Calendar, now Instant) error {
	today, hour := now.Date(), p.Book().Ladder.Hour
	next := calendar.OnOrAfter(today + 1)
	switch {
	case day < today:
		return Errorf(KindInvalid, "live_day_past", "启用日期 %s 已过，应为今后的工作日，最早为 %s", day, next)
	case day == today && now >= today.At(hour, 0):
		return Errorf(KindInvalid, "live_day_past", "今日 %d:00 的发送时间已过，启用日期最早为 %s", hour, next)
	case !calendar.Workday(day):
		return Errorf(KindInvalid, "live_day_off", "%s 为休息日，请选择工作日，如 %s", day, calendar.OnOrAfter(day))
	}
	return nil
}

// ChangeLiveFrom checks a change of the first live day: a programme that is live already does not go on trial by a
// later day; it goes back to trial running first. 0 is the way back. Errors: KindInvalid or KindConflict.
func (p Programme) ChangeLiveFrom(day Date, calendar Calendar, now Instant) error {
	switch {
	case day == 0:
		return nil
	case !p.Trial(now.Date()):
		return Errorf(KindConflict, "live_already", "“%s”已于 %s 起正式督办；要改日期，请先恢复试运行", p.Name, p.LiveFrom)
	}
	return p.FirstLiveDay(day, calendar, now)
}

// NeedsRelease reports whether what is for an audience leaves the program only when the office releases it (拟报): it is
// for a leader of the district.
func NeedsRelease(to Audience) bool {
	switch to {
	case ToSponsor, ToDeputyInCharge, ToDistrictHead, ToSupervision:
		return true
	case ToOwnerContact, ToOwnerHead, ToUnitContact, ToUnitHead, ToOffice, ToOfficeHead:
	}
	return false
}
