package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	cellsJSON = `{"project":"ZD-2021-007","year":2021,"project_name":"高端装备","version":12,"cells":[` +
		`{"field":"contact","name":"联系人","value":"李伟"},{"field":"unit","name":"责任单位","value":"","needs_reason":true}]}`
	diffJSON = `{"rows":[{"line":1,"code":"ZD-2021-007","name":"高端装备","version":12,"changes":[` +
		`{"field":"contact","from_shown":"李伟","to_shown":"张伟"}]},` +
		`{"line":2,"code":"ZD-2021-008","name":"民祥","version":3,"changes":[],"refusal":"没有登记单位“某局”"}],` +
		`"changed":1,"cells":1,"refused":1,"needs_reason":false,"skipped":["进度"]}`
	refusedJSON = `{"rows":[{"line":1,"code":"ZD-2021-007","name":"高端装备","version":12,"changes":[],` +
		`"refusal":"没有登记单位“某局”"}],"changed":0,"cells":0,"refused":1}`
	outcomeJSON = `{"key":"k1","done":1,"items":[{"project":"ZD-2021-007","name":"高端装备","done":true},` +
		`{"project":"ZD-2021-008","name":"民祥","done":false,"message":"没有登记单位“某局”"}]}`
)

// cells runs one command of cells against prepared answers, with something on standard input.
func cells(t *testing.T, answers map[string]string, input string, args ...string) (h *fakeServer, code int,
	out string) {
	t.Helper()
	h = newFakeServer(t)
	h.answers = answers
	var stdout, stderr bytes.Buffer
	code = Run(context.Background(), append(append([]string{"cells"}, args...), "--data", h.data),
		strings.NewReader(input), &stdout, &stderr, nil, nil, "test")
	return h, code, stdout.String() + stderr.String()
}

func says(t *testing.T, out string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(out, part) {
			t.Errorf("lacks %q: %s", part, out)
		}
	}
}

func TestCellsAreShownAndSet(t *testing.T) {
	const at = "/api/v1/projects/latest/ZD-2021-007/cells"
	answers := map[string]string{"GET " + at: cellsJSON, "POST /api/v1/cells/preview": diffJSON, "POST " + at: receiptJSON}
	_, code, out := cells(t, answers, "", "show", "--project", "ZD-2021-007")
	if code != 0 {
		t.Errorf("exit %d", code)
	}
	says(t, out, "ZD-2021-007　高端装备（第 12 版）", "联系人　李伟")

	h, code, out := cells(t, answers, "", "set", "--project", "ZD-2021-007", "--set", "联系人=张伟", "--dry-run")
	if code != 0 || slices.ContainsFunc(h.asked, func(s string) bool { return strings.HasPrefix(s, "POST "+at) }) {
		t.Errorf("--dry-run: exit %d, %v", code, h.asked)
	}
	says(t, out, "ZD-2021-007 高端装备　联系人：李伟 → 张伟")

	h, code, out = cells(t, answers, "", "set", "--project", "ZD-2021-007", "--set", "联系人=张伟", "--reason", "调整",
		"--key", "k1")
	want := "POST " + at + ` {"cells":{"contact":"张伟"},"reason":"调整"}`
	if last := len(h.asked) - 1; code != 0 || h.asked[last] != want || h.matches[last] != `"12"` || h.keys[last] != "k1" {
		t.Errorf("exit %d, asked %v, If-Match %v, keys %v: %s", code, h.asked, h.matches, h.keys, out)
	}
	h, _, _ = cells(t, answers, "", "set", "--project", "ZD-2021-007", "--set", "contact=", "--version", "9", "--key",
		"k1")
	if last := len(h.matches) - 1; h.matches[last] != `"9"` {
		t.Errorf("If-Match %v", h.matches)
	}

	answers["POST /api/v1/cells/preview"] = refusedJSON
	h, code, out = cells(t, answers, "", "set", "--project", "ZD-2021-007", "--set", "责任单位=某局", "--key", "k1")
	if code != 65 || len(h.asked) != 2 {
		t.Errorf("refused: exit %d, %v", code, h.asked)
	}
	says(t, out, "不能修改：没有登记单位“某局”")
	for _, set := range []string{"联系人", "没有的列=1"} {
		if _, code, out = cells(t, answers, "", "set", "--project", "A", "--set", set); code == 0 {
			t.Errorf("%s is taken: %s", set, out)
		}
	}
}

func TestCellsArePastedFromATable(t *testing.T) {
	answers := map[string]string{"POST /api/v1/cells/preview": diffJSON, "POST /api/v1/cells/paste": outcomeJSON,
		"POST /api/v1/cells/undo": outcomeJSON}
	file := filepath.Join(t.TempDir(), "分工.csv")
	if err := os.WriteFile(file, []byte("\ufeff编码,联系人\r\nZD-2021-007,\"张伟,李四\"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	h, code, out := cells(t, answers, "", "paste", file, "--dry-run")
	want := `POST /api/v1/cells/preview {"text":"编码\t联系人\nZD-2021-007\t张伟,李四\n"}`
	if code != 0 || len(h.asked) != 1 || h.asked[0] != want {
		t.Errorf("exit %d, %v", code, h.asked)
	}
	says(t, out, "联系人：李伟 → 张伟", "第 2 行 ZD-2021-008 民祥　不能修改：没有登记单位“某局”", "列“进度”不能在项目库中修改，已跳过",
		"修改 1 个项目的 1 处，不能修改的 1 行")

	h, code, out = cells(t, answers, "编码\t联系人\nZD-2021-007\t张伟\n", "paste", "-", "--reason", "调整", "--key", "k1")
	want = `POST /api/v1/cells/paste {"text":"编码\t联系人\nZD-2021-007\t张伟\n","versions":{"ZD-2021-007":12},"reason":"调整"}`
	if code != 0 || len(h.asked) != 2 || h.asked[1] != want || h.keys[1] != "k1" {
		t.Errorf("exit %d, %v, keys %v", code, h.asked, h.keys)
	}
	says(t, out, "ZD-2021-008 民祥　未修改：没有登记单位“某局”", "已修改 1 个项目，共 2 个（撤销：duban cells undo k1）")

	h, code, _ = cells(t, answers, "", "undo", "k1", "--key", "k2")
	if code != 0 || h.asked[0] != `POST /api/v1/cells/undo {"of":"k1"}` {
		t.Errorf("exit %d, %v", code, h.asked)
	}
	if _, code, _ = cells(t, answers, "", "paste", filepath.Join(t.TempDir(), "none.csv")); code != 65 {
		t.Errorf("no file: exit %d", code)
	}
}
