package models_test

import (
	"strings"
	"testing"

	"duban/models"
)

func TestProjectCodes(t *testing.T) {
	for text, want := range map[string]string{
		"2021-370303-48-01-123456": "2021-370303-48-01-123456", "20213703034801123456": "2021-370303-48-01-123456",
		" 2021－370303－48－01－123450 ": "2021-370303-48-01-123450", // the check digit is not judged
		"2017-370303-26-03-000123":   "2017-370303-26-03-000123", "": "", "1703030012": "1703030012",
		"淄发改〔2015〕3号": "?", "2021-990303-48-01-123456": "?", "12": "?", "2021-370303-48-01-12345": "2021-370303-48-01-12345",
	} {
		got, err := models.CheckProjectCode(text)
		if (want == "?") != (err != nil) || err == nil && got != want {
			t.Errorf("%q gives %q, %v", text, got, err)
		}
	}
	if n := len("2021-370303-48-01-123456"); n != 24 {
		t.Error(n)
	}
}

func TestPermitsAndFormalitiesAreChecked(t *testing.T) {
	today := models.DateOf(2026, 5, 1)
	for want, e := range map[string]models.PermitEntry{
		"无效":   {Kind: "x", State: models.PermitDone},
		"办理情况": {Kind: models.PermitLand},
		"未办结":  {Kind: models.PermitLand, State: models.PermitUnderWay, Number: "1号"},
		"晚于今天": {Kind: models.PermitLand, State: models.PermitDone, On: today + 1},
		"过长":   {Kind: models.PermitLand, State: models.PermitDone, Number: strings.Repeat("一", 81)},
		"":     {Kind: models.PermitLand, State: models.PermitDone, Number: " 鲁〔2026〕1号 ", On: today},
	} {
		if got, err := e.Check(today); (want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%+v gives %+v, %v", e, got, err)
		}
	}
	for want, e := range map[string]models.FormalitiesEntry{
		"没有纳统的": {InStatistics: models.No, StatisticsCode: "1"},
		"是否纳统":  {InStatistics: "maybe"},
		"晚于今天":  {EnteredOn: today + 1},
		"地区":    {ApprovalCode: "2021-990303-48-01-123456"},
		"":      {InStatistics: models.Yes, StatisticsCode: "0001", StatisticsOn: today, EnteredOn: today - 9},
	} {
		if _, err := e.Check(today); (want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%+v gives %v", e, err)
		}
	}
	var b models.StartBase
	b = b.With(models.Project{}, today, 0, 0).With(models.Project{Category: models.Preparatory}, today, today, today)
	b = b.With(models.Project{}, today, today, 0).With(models.Project{Status: models.ProjectClosed}, today, today, today)
	if (b != models.StartBase{Base: 2, Entered: 2, Permitted: 1}) {
		t.Errorf("%+v", b)
	}
}
