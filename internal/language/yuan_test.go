package language

import "testing"

func TestAmountsInEnglish(t *testing.T) {
	for _, c := range []struct{ translation, number, want string }{
		{"%Y", "449", "¥44.9 billion"},
		{"%Y", "70.00", "¥7 billion"},
		{"%Y", "70.43", "¥7.043 billion"},
		{"%Y", "9.9999", "¥999.99 million"},
		{"%Y", "-0.5", "−¥50 million"},
		{"%Y", "+0.5", "¥50 million"},
		{"%B", "0.587", "¥587 million"},
		{"%B", "44.9", "¥44.9 billion"},
		{"%W", "24,000.00", "¥240 million"},
		{"%W", "944", "¥9.44 million"},
		{"%W", "99.99", "¥999,900"},
		{"%W", "0", "¥0"},
		{"%W", "0.0001", "¥1"},
		{"%W", "未报", "未报"},
		{"gap %[1]Y", "1,234.5", "gap ¥123.45 billion"},
	} {
		parsed, err := parseTranslation(c.translation)
		if err != nil {
			t.Fatal(err)
		}
		if got := parsed.fill([]any{c.number}); got != c.want {
			t.Errorf("%s of %s is %q, want %q", c.translation, c.number, got, c.want)
		}
	}
}

func TestBillions(t *testing.T) {
	for yi, want := range map[string]string{"449.00": "44.9", "1,234.5": "123.45", "-0.5": "-0.05", "0": "0", "—": "—"} {
		if got := Billions(yi); got != want {
			t.Errorf("%s is %q, want %q", yi, got, want)
		}
	}
}
