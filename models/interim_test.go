package models_test

import (
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

// Over any days each period is due once, within the days, on a working day, opened before it is due and closed after.
func TestEachInterimPeriodIsDueOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := models.InterimRound{ProgrammeID: "p",
			Kind: rapid.SampledFrom([]models.InterimKind{models.InterimTenDays, models.InterimWeek}).Draw(t, "kind")}
		r.FirstDay = models.DateOf(2021, 1, 1) + models.Date(rapid.IntRange(0, 364).Draw(t, "first"))
		r.LastDay = min(r.FirstDay+models.Date(rapid.IntRange(0, 364).Draw(t, "days")), models.DateOf(2021, 12, 31))
		keys, before := map[string]bool{}, models.Date(0)
		periods := r.Periods(holidays)
		for _, d := range periods {
			key := r.Period(d, 0).ID
			if keys[key] || d.Due <= before || d.Due < r.FirstDay || d.Due > r.LastDay || !holidays.Workday(d.Due) ||
				!holidays.Workday(d.Opens) || d.Opens < r.FirstDay || d.Opens > d.Due || d.Closes <= d.Due ||
				!holidays.Workday(d.Closes) || d.Due > d.LastDay {
				t.Fatalf("%s %s–%s: %+v after %s", r.Kind, r.FirstDay, r.LastDay, d, before)
			}
			keys[key], before = true, d.Due
		}
		// two rounds one after the other have the periods of the whole
		middle := r.FirstDay + (r.LastDay-r.FirstDay)/2
		one, two := r, r
		one.LastDay, two.FirstDay = middle, middle+1
		parts := append(one.Periods(holidays), two.Periods(holidays)...)
		if len(parts) != len(periods) {
			t.Fatalf("%d periods in two rounds, %d in one", len(parts), len(periods))
		}
		for i := range parts {
			if parts[i].LastDay != periods[i].LastDay || parts[i].Due != periods[i].Due {
				t.Fatalf("%+v, want %+v", parts[i], periods[i])
			}
		}
	})
}

// The National Day holiday moves the Friday of October 1 and Sunday the 10th to the working day before.
func TestInterimPeriodsOfOctober(t *testing.T) {
	r := models.InterimRound{Kind: models.InterimTenDays, FirstDay: models.DateOf(2021, 9, 25),
		LastDay: models.DateOf(2021, 10, 31)}
	got := ""
	for _, d := range r.Periods(holidays) {
		got += d.Due.String() + " "
	}
	if want := "2021-09-30 2021-10-09 2021-10-20 2021-10-29 "; got != want {
		t.Errorf("ten days: %s, want %s", got, want)
	}
	r.Kind, got = models.InterimWeek, ""
	for _, d := range r.Periods(holidays) {
		got += d.Due.String() + " "
	}
	if want := "2021-09-30 2021-10-08 2021-10-15 2021-10-22 2021-10-29 "; got != want {
		t.Errorf("weeks: %s, want %s", got, want)
	}
}

// Without a document, its title and day, or a last day, there is no such round; another document prolongs one.
func TestInterimRoundsNeedADocument(t *testing.T) {
	p := models.Programme{ID: "district-2021", Name: "全区", Year: 2021}
	now := models.DateOf(2021, 6, 1).At(9, 0)
	good := models.InterimEntry{Kind: models.InterimTenDays, Document: "青政办函〔2021〕12号", Title: "关于开展旬调度的通知",
		DocumentOn: models.DateOf(2021, 5, 31), FirstDay: models.DateOf(2021, 6, 1), LastDay: models.DateOf(2021, 6, 30)}
	first, err := models.NewInterimRound(p, good, nil, models.Actor{}, now)
	if err != nil {
		t.Fatal(err)
	}
	ended, err := first.End(models.InterimEnding{Reason: "已完成"}, models.Actor{}, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		code    string
		change  func(*models.InterimEntry)
		earlier []models.InterimRound
	}{
		{"bad_interim_kind", func(e *models.InterimEntry) { e.Kind = "day" }, nil},
		{"document_missing", func(e *models.InterimEntry) { e.Document = " " }, nil},
		{"title_missing", func(e *models.InterimEntry) { e.Title = "" }, nil},
		{"document_day", func(e *models.InterimEntry) { e.DocumentOn = 0 }, nil},
		{"document_day", func(e *models.InterimEntry) { e.DocumentOn = models.DateOf(2021, 6, 2) }, nil},
		{"first_past", func(e *models.InterimEntry) { e.FirstDay-- }, nil},
		{"last_missing", func(e *models.InterimEntry) { e.LastDay = 0 }, nil},
		{"last_missing", func(e *models.InterimEntry) { e.LastDay = models.DateOf(2022, 1, 5) }, nil},
		{"document_used", func(*models.InterimEntry) {}, []models.InterimRound{first}},
		{"interim_overlaps", func(e *models.InterimEntry) { e.Document = "13号" }, []models.InterimRound{first}},
		{"", func(e *models.InterimEntry) {
			e.Document, e.FirstDay, e.LastDay = "13号", models.DateOf(2021, 7, 1), models.DateOf(2021, 7, 31)
		}, []models.InterimRound{first}},
		{"", func(*models.InterimEntry) {}, []models.InterimRound{ended}},
	} {
		e, code := good, ""
		tt.change(&e)
		if _, err := models.NewInterimRound(p, e, tt.earlier, models.Actor{}, now); err != nil {
			code = models.AsError(err).Code
		}
		if code != tt.code {
			t.Errorf("%+v: %q, want %q", e, code, tt.code)
		}
	}
	if _, err := ended.End(models.InterimEnding{Reason: "又"}, models.Actor{},
		now); models.KindOf(err) != models.KindConflict {
		t.Errorf("ended twice: %v", err)
	}
	if _, err := first.End(models.InterimEnding{}, models.Actor{}, now); models.KindOf(err) != models.KindInvalid {
		t.Errorf("ended without a reason: %v", err)
	}
}
