package tracking_test

import (
	"testing"

	"duban/models"
	"duban/tracking"
)

const notice2027 = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、" +
	"2月14日（周日）上班。三、清明节：4月3日（周六）至5日（周一）放假，共3天。四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。" +
	"五、端午节：6月9日（周三）放假1天。六、中秋节：9月15日（周三）放假1天。七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、" +
	"10月9日（周六）上班。"

func showCalendar(s fixture, a models.Actor) error {
	_, err := s.ShowCalendar(s.t.Context(), a, 2027)
	return err
}

func enterCalendar(s fixture, a models.Actor) error {
	_, err := s.EnterCalendar(s.t.Context(), a, "ask", tracking.CalendarEntry{Year: 2027, Text: notice2027}, false)
	return err
}

func setLadder(s fixture, a models.Actor) error {
	_, err := s.SetLadder(s.t.Context(), a, "ask", "", models.Ladder2026, false)
	return err
}

func TestReadsTheUsualWordingOfANotice(t *testing.T) {
	n, err := models.ReadCalendarNotice(2027, notice2027)
	if err != nil {
		t.Fatal(err)
	}
	c := models.NewCalendar(n.Days, []int{2027})
	for day, works := range map[models.Date]bool{
		models.DateOf(2027, 1, 31): true, models.DateOf(2027, 2, 5): false, models.DateOf(2027, 2, 11): false,
		models.DateOf(2027, 2, 12): true, models.DateOf(2027, 10, 7): false, models.DateOf(2027, 10, 9): true,
		models.DateOf(2027, 6, 9): false, models.DateOf(2027, 6, 10): true,
	} {
		if c.Workday(day) != works {
			t.Errorf("%s: works is %v", day, !works)
		}
	}
	for _, bad := range []string{"", "春节：2月5日至11日放假，共7天。", notice2027 + "劳动节：5月1日（周五）放假。",
		notice2027 + "春节：2月5日至12日放假，共7天。", notice2027 + "春节：2月15日（周一）上班。", notice2027 + "春节：2月31日放假。"} {
		if _, err := models.ReadCalendarNotice(2027, bad); models.AsError(err).Code != "bad_notice" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	known := models.NewCalendar(nil, []int{2026})
	for day, want := range map[models.Date]int{models.DateOf(2026, 10, 31): 0, models.DateOf(2026, 11, 1): 2027,
		models.DateOf(2027, 3, 1): 2027} {
		if got := known.UnknownYear(day); got != want {
			t.Errorf("%s: %d", day, got)
		}
	}
}

// From 1 November on the next year's days off are asked for, by the office's pages, the doctor and the status, until
// they are entered.
func TestAnUnknownYearIsSaidFromNovember(t *testing.T) {
	h := planned(t, 1)
	said := func(day models.Date) (notice, doctor, status bool) {
		*h.clock = day.At(10, 0)
		for _, n := range h.Notices(t.Context(), office) {
			notice = notice || n.Code == "calendar" && n.Address == "/calendar?year=2027"
		}
		d, err := h.Doctor(t.Context(), models.Operator)
		for _, c := range d.Checks {
			doctor = doctor || c.Name == "放假安排" && len(c.Found) == 1 && c.OK
		}
		st, err2 := h.Status(t.Context(), office, "")
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		return notice, doctor, st.UnknownYear == 2027
	}
	if a, b, c := said(models.DateOf(2026, 10, 31)); a || b || c {
		t.Error("said in October", a, b, c)
	}
	if a, b, c := said(models.DateOf(2026, 11, 1)); !a || !b || !c {
		t.Error("not said in November", a, b, c)
	}
	one := tracking.CalendarEntry{Days: []models.CalendarDay{{Date: models.DateOf(2027, 9, 3), Name: "纪念日"}}, Only: true}
	if _, err := h.EnterCalendar(t.Context(), office, "one", one, false); err != nil {
		t.Fatal(err)
	}
	if a, _, _ := said(models.DateOf(2026, 11, 2)); !a {
		t.Error("a single day makes the year known")
	}
	all := tracking.CalendarEntry{Year: 2027, Text: notice2027}
	if _, err := h.EnterCalendar(t.Context(), office, "all", all, false); err != nil {
		t.Fatal(err)
	}
	if a, b, c := said(models.DateOf(2026, 11, 3)); a || b || c {
		t.Error("said though it is entered", a, b, c)
	}
}

func TestEntersANoticeOnceAndSwitchesTheLadder(t *testing.T) {
	s := newFixture(t)
	entry := tracking.CalendarEntry{Year: 2027, Notice: "国办发明电〔2026〕9号", Text: notice2027}
	seen, err := s.EnterCalendar(t.Context(), office, "", entry, true)
	if err != nil || seen.Saved || len(seen.Days) == 0 {
		t.Fatalf("%+v %v", seen, err)
	}
	for range 2 {
		if done, err := s.EnterCalendar(t.Context(), office, "enter", entry, false); err != nil || !done.Saved {
			t.Fatalf("%+v %v", done, err)
		}
	}
	year, err := s.ShowCalendar(t.Context(), office, 2027)
	if err != nil || !year.Known || year.Entered == nil || year.Entered.Version != 1 || len(year.Statutory) != 13 {
		t.Fatalf("%+v %v", year, err)
	}
	looked, err := s.SetLadder(t.Context(), office, "", "", models.Ladder2026, true)
	if err != nil || looked.Saved {
		t.Fatalf("%+v %v", looked, err)
	}
	done, err := s.SetLadder(t.Context(), office, "ladder", "", models.Ladder2026, false)
	if err != nil || !done.Saved || done.To != models.Ladder2026 {
		t.Fatalf("%+v %v", done, err)
	}
}

// From November on the doctor says that the next year's notice is still to be entered, until it is.
func TestTheDoctorAsksForNextYearsNotice(t *testing.T) {
	s := newFixture(t)
	noticed := func() []string {
		t.Helper()
		d, err := s.Doctor(t.Context(), models.Operator)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range d.Checks {
			if c.Name == "放假安排" {
				if !c.OK {
					t.Errorf("a notice makes the doctor fail: %+v", c)
				}
				return c.Found
			}
		}
		t.Fatal("no such check")
		return nil
	}
	for day, want := range map[models.Date]int{models.DateOf(2026, 10, 31): 0, models.DateOf(2026, 11, 1): 1} {
		*s.clock = day.At(10, 0)
		if found := noticed(); len(found) != want {
			t.Errorf("on %s: %v", day, found)
		}
	}
	*s.clock = models.DateOf(2026, 11, 28).At(10, 0)
	if _, err := s.EnterCalendar(t.Context(), office, "enter", tracking.CalendarEntry{Year: 2027,
		Notice: "国办发明电〔2026〕9号", Text: notice2027}, false); err != nil {
		t.Fatal(err)
	}
	if found := noticed(); len(found) != 0 {
		t.Errorf("entered: %v", found)
	}
}
