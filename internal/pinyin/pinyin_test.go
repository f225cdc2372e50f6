package pinyin

import "testing"

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"科汇电气二期": "khdqeq", "张店A区（1期）改造": "zdaq1qgz", "": "", "——": ""} {
		if got := Initials(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestMatches(t *testing.T) {
	for typed, want := range map[string]bool{"khdq": true, "DQEQ": true, "kh": true, "k": false, "科汇": false, "xx": false,
		"": false} {
		if Matches("科汇电气二期", typed) != want {
			t.Errorf("%s: not %t", typed, want)
		}
	}
}
