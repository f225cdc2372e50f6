package tracking_test

import (
	"maps"

	"duban/models"
	"duban/tracking"
)

func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"PlatformComparisons": {platformComparisons, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"PlatformComparison":  {platformComparison, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"ComparePlatform":     {comparePlatform, [9]string{yes, yes, no, no, no, no, no, no, no}},
	})
}

func platformComparisons(s fixture, a models.Actor) error {
	_, err := s.PlatformComparisons(s.t.Context(), a, "")
	return err
}

func platformComparison(s fixture, a models.Actor) error {
	_, err := s.PlatformComparison(s.t.Context(), a, s.platform)
	return err
}

func comparePlatform(s fixture, a models.Actor) error {
	_, err := s.compared("ask", a)
	return err
}

// compared compares an export that has one project with February.
func (s fixture) compared(key string, a models.Actor) (tracking.PlatformPage, error) {
	return s.ComparePlatform(s.t.Context(), a, key, "", models.PlatformEntry{Month: models.MonthOf(2021, 2)},
		tracking.ImportFile{Name: "省平台.csv", Content: []byte("项目代码,项目名称,本年累计（万元）\n," + s.own.Name + ",100\n")})
}
