package models

import "testing"

func TestAnswersAreStoredInOneForm(t *testing.T) {
	for _, tt := range []struct {
		kind        UrgentKind
		typed, want string
		code        string
	}{
		{UrgentNumber, " 1,200 ", "1200", ""}, {UrgentNumber, "+007.50", "7.5", ""}, {UrgentNumber, "-0.0", "0", ""},
		{UrgentNumber, ".5", "0.5", ""}, {UrgentNumber, "约十人", "", "not_a_number"}, {UrgentNumber, "1.2.3", "",
			"not_a_number"},
		{UrgentNumber, "1234567890123456", "", "not_a_number"}, {UrgentNumber, "/", UrgentNone, ""},
		{UrgentDate, "2021年3月5日", "2021-03-05", ""}, {UrgentDate, "2021/12/31", "2021-12-31", ""},
		{UrgentDate, "2021-02-30", "", "bad_date"}, {UrgentDate, "无", UrgentNone, ""},
		{UrgentText, "  冬季停工 ", "冬季停工", ""}, {UrgentText, "", "", ""},
	} {
		got, err := UrgentColumn{Name: "列", Kind: tt.kind}.Value(tt.typed)
		code := ""
		if err != nil {
			code = AsError(err).Code
		}
		if got != tt.want || code != tt.code {
			t.Errorf("%s %q: %q %s, want %q %s", tt.kind, tt.typed, got, code, tt.want, tt.code)
		}
	}
}
