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
		"PreviewBulk": {previewBulk, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"Bulk":        {bulk, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"BulkResult":  {bulkResult, [9]string{hidden, hidden, hidden, hidden, hidden, hidden, hidden, hidden, no}},
	})
	others["BulkResult"] = [5]string{hidden, no, no, no, hidden}
	maps.Copy(scopesOf, map[string][]models.Scope{"PreviewBulk": planRead, "Bulk": planRead, "BulkResult": read})
}

func assigned(s fixture) tracking.Bulk {
	return tracking.Bulk{BulkCommand: models.BulkCommand{Act: models.BulkAssign, Contact: "某科长"},
		Items: []tracking.BulkItem{{Project: s.own.Code}}}
}

func previewBulk(s fixture, a models.Actor) error {
	_, err := s.PreviewBulk(s.t.Context(), a, assigned(s))
	return err
}

func bulk(s fixture, a models.Actor) error {
	_, err := s.Bulk(s.t.Context(), a, "bulk", assigned(s))
	return err
}

func bulkResult(s fixture, a models.Actor) error {
	_, err := s.BulkResult(s.t.Context(), a, "no such act")
	return err
}
