package web

import (
	"net/url"
	"testing"
)

func TestAFilterOffersTheFirstAndTheChosenValue(t *testing.T) {
	var words []string
	for i := range mostOptions + 10 {
		words = append(words, itoa(1000+i))
	}
	last := words[len(words)-1]
	for _, c := range []struct {
		chosen string
		want   int
	}{{"", mostOptions}, {"1000", mostOptions}, {last, mostOptions + 1}, {"unknown", mostOptions}} {
		got := offered(form{values: url.Values{"unit": {c.chosen}}}, "unit", words)
		if len(got) != c.want || c.want > mostOptions && got[mostOptions].Value != last {
			t.Errorf("%q: %d options", c.chosen, len(got))
		}
	}
	if got := offered(form{}, "unit", words[:3]); len(got) != 3 {
		t.Errorf("%d options of 3", len(got))
	}
}
