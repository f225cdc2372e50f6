package leaked

import (
	"crypto/sha1"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/models"
)

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func open(t *testing.T, text string) *List {
	t.Helper()
	l, err := Open(file(t, text))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func TestPlainPasswordsInAnyCase(t *testing.T) {
	l := open(t, "\ufeffZibo@2026abc\r\n\r\n 空格 在内\n最后一行")
	for password, want := range map[string]bool{
		"Zibo@2026abc": true, "zibo@2026ABC": true, " 空格 在内": true, "最后一行": true, "": false, "Zibo@2026": false,
	} {
		if got, err := l.Has(password); err != nil || got != want {
			t.Errorf("%q: %v %v", password, got, err)
		}
	}
}

// TestHashesOfAllLengths looks up every line of files of all lengths up to 300, and what stands between the lines, with
// both ends of lines, with and without counts and a last end.
func TestHashesOfAllLengths(t *testing.T) {
	for n := 1; n <= 300; n++ {
		var lines []string
		for i := range n {
			line := fmt.Sprintf("%X", sha1.Sum(fmt.Append(nil, "leaked", i)))
			if n%3 != 0 {
				line += fmt.Sprintf(":%d", i*i*i)
			}
			lines = append(lines, line)
		}
		slices.Sort(lines)
		end := []string{"\n", "\r\n"}[n%2]
		text := strings.Join(lines, end)
		if n%5 != 0 {
			text += end
		}
		if n%7 == 0 {
			text = strings.ToLower(text)
		}
		if n%11 == 0 {
			text += end + end
		}
		l, err := Open(file(t, text))
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			if got, err := l.Has(fmt.Sprint("leaked", i)); err != nil || !got {
				t.Fatalf("%d of %d: %v %v", i, n, got, err)
			}
			if got, err := l.Has(fmt.Sprint("kept", i)); err != nil || got {
				t.Fatalf("not one of %d: %v %v", n, got, err)
			}
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBadLists(t *testing.T) {
	one, two := strings.Repeat("A", 40), strings.Repeat("B", 40)
	for _, tt := range []struct{ text, want string }{
		{" \n\n", "没有内容"},
		{two + "\n" + one + "\n", "没有按散列值"},
		{one + "\nnot a hash\n" + two + "\n", "第 41 字节处应为"},
		{one + "\n" + strings.Repeat("x", 9000), "第 41 字节处应为"},
		{strings.Repeat("x", 70_000), "无法读取，应为每行"},
		{"\ufeff" + one + "\n" + two + "\n", "开头有 BOM"},
		{"good\n\xc3\xdc\xc2\xeb\n", "第 2 行不是 UTF-8"},
	} {
		_, err := Open(file(t, tt.text))
		e := models.AsError(err)
		if err == nil || e.Code != "bad_password_list" || !strings.Contains(e.Message.String(), tt.want) {
			t.Errorf("%s: %v", tt.want, err)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none")); models.AsError(err).Code != "bad_password_list" {
		t.Error(err)
	}
}

// TestAListThatIsChangedMeanwhile is refused, not answered as if the password were not in it.
func TestAListThatIsChangedMeanwhile(t *testing.T) {
	one, two := strings.Repeat("A", 40)+"\n", strings.Repeat("F", 40)+"\n"
	for _, to := range []string{"", one, one[:10], one + one, one + two + two} {
		name := file(t, one+two)
		if err := os.Chtimes(name, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		l, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Has("leaked"); err != nil {
			t.Error(err)
		}
		if err := os.WriteFile(name, []byte(to), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Has("leaked"); err == nil || models.AsError(err).Code != "bad_password_list" {
			t.Errorf("changed to %d bytes: %v", len(to), err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}
