package web

import (
	"net/url"
	"testing"
)

func TestFieldsOfAProjectWhoseCodeHasDots(t *testing.T) {
	l := batchLine{}
	l.Code = "GX.2026.01 (二期)"
	got := valuesOf(url.Values{l.Field("ytd"): {"12"}, "GX.ytd": {"7"}, "unit": {"万元"}}, l.Code)
	if got.Get("ytd") != "12" || got.Get("unit") != "万元" {
		t.Error(got)
	}
}
