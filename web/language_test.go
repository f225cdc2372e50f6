package web

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"duban/models"
)

// TestEveryPhraseHasItsEnglish walks the templates and the code for what the pages say.
func TestEveryPhraseHasItsEnglish(t *testing.T) {
	phrases := map[string]bool{}
	inTemplates(t, phrases)
	inCode(t, phrases)
	if len(phrases) < 60 {
		t.Fatalf("found only %d phrases: the walk is broken", len(phrases))
	}
	verbs := regexp.MustCompile(`%(?:\[\d\])?[a-zWYB]`)
	for _, p := range slices.Sorted(maps.Keys(phrases)) {
		translated, ok := catalogue.Lookup(p)
		if !ok {
			t.Errorf("no English for %q", p)
			continue
		}
		have, want := verbs.FindAllString(translated, -1), verbs.FindAllString(p, -1)
		if len(have) != len(want) {
			t.Errorf("%q has %v, its English %v", p, want, have)
		}
		if regexp.MustCompile(`\p{Han}`).MatchString(translated) {
			t.Errorf("%q is not English: %q", p, translated)
		}
	}
	for _, p := range catalogue.Keys() {
		if !phrases[p] {
			t.Errorf("nobody says %q any more", p)
		}
	}
}

func inTemplates(t *testing.T, phrases map[string]bool) {
	t.Helper()
	for name, byLang := range parsePages(false) {
		for _, tmpl := range byLang[chinese].Templates() {
			if tmpl.Tree == nil {
				continue
			}
			walk(reflect.ValueOf(tmpl.Tree.Root), func(c *parse.CommandNode) {
				if id, ok := c.Args[0].(*parse.IdentifierNode); !ok || id.Ident != "t" {
					return
				}
				switch arg := c.Args[1].(type) {
				case *parse.StringNode:
					phrases[arg.Text] = true
				case *parse.FieldNode, *parse.VariableNode: // a word of models
					if text := arg.String(); !strings.HasSuffix(text, ".Chinese") && !strings.HasSuffix(text, "LightName") &&
						!strings.HasSuffix(text, ".Reached") {
						t.Errorf("%s: {{t %s}} cannot be checked", name, text)
					}
				default:
					t.Errorf("%s: {{%s}} cannot be checked", name, c)
				}
			})
		}
	}
	for _, c := range worstFirst {
		phrases[c.LightName()] = true
	}
	for _, r := range models.RoleNames {
		phrases[r.Chinese()] = true
	}
	for _, r := range models.Rungs {
		phrases[r.Reached()] = true
	}
}

// walk finds every command of a template, however deep.
func walk(v reflect.Value, found func(*parse.CommandNode)) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() || v.Type() == reflect.TypeFor[*parse.Tree]() {
			return
		}
		if c, ok := v.Interface().(*parse.CommandNode); ok && len(c.Args) > 1 {
			found(c)
		}
		walk(v.Elem(), found)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), found)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), found)
		}
	}
}

// inCode finds Chinese string literals that are not the sentence of a models.Error nor a comment.
func inCode(t *testing.T, phrases map[string]bool) {
	t.Helper()
	han := regexp.MustCompile(`[\p{Han}；，。（）]`)
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Errorf" && fmt.Sprint(f.X) == "models" {
					return false
				}
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && han.MatchString(text) &&
					!notSaid[text] {
					phrases[text] = true
				}
			}
			return true
		})
	}
}

// notSaid is Chinese in the code that no page shows, or shows in every language.
var notSaid = map[string]bool{"中文": true, "年": true, "月": true, "—": true, "%d年%d月": true}

func TestStandingsInEnglish(t *testing.T) {
	due := models.DateOf(2021, 6, 30)
	for _, tt := range []struct {
		message models.Message
		chinese string
		english string
	}{
		{models.Messagef("按序时进度推进"), "按序时进度推进", "On schedule"},
		{models.Escalation{Kind: models.KindRung, Rung: models.Yellow, Item: models.ItemMilestone, SubjectName: "主体封顶",
			Due: due}.Message(), "达到黄牌标准：节点“主体封顶”应于2021年6月30日完成",
			"Yellow-card standard reached: milestone “主体封顶” was due on 30 June 2021"},
		{models.Escalation{Kind: models.KindRung, Rung: models.Urging, Item: models.ItemReport,
			Month: models.MonthOf(2021, 6), Due: due + 5}.Message(), "催报：6月月报应于2021年7月5日前报送",
			"Report called for: report of June was due on 5 July 2021"},
		{models.Messagef("没有译文的“%s”", "甲"), "没有译文的“甲”", "没有译文的“甲”"},
		{models.Messagef("请填写姓名或岗位名称%s", models.CommandHint("（--name）")), "请填写姓名或岗位名称",
			"Please give a name or a position"},
		{models.Messagef("操作过于频繁，请 %d 秒后再试", 2026), "操作过于频繁，请 2026 秒后再试",
			"Too many attempts; please try again in 2026 seconds"},
	} {
		if got := english.say(tt.message); got != tt.english {
			t.Errorf("got %q, want %q", got, tt.english)
		}
		if got := chinese.say(tt.message); got != tt.chinese {
			t.Errorf("got %q, want %q", got, tt.chinese)
		}
	}
}

func TestPlural(t *testing.T) {
	for n, want := range map[int]string{0: "0 working days late", 1: "1 working day late", 2: "2 working days late",
		11: "11 working days late"} {
		if got := english.text("逾期 %d 个工作日", n); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for _, tt := range []struct {
		name, address, cookie, accept string
		want                          lang
	}{
		{"nothing said", "/", "", "", chinese},
		{"a Chinese browser", "/", "", "zh-CN,zh;q=0.9,en;q=0.8", chinese},
		{"an English browser", "/", "", "en-GB,en;q=0.9", english},
		{"traditional Chinese reads Chinese", "/", "", "zh-TW", chinese},
		{"who reads neither more likely reads English", "/", "", "sv", english},
		{"garbage", "/", "", "\x00;;q=", chinese},
		{"the choice made before wins", "/", "zh", "en", chinese},
		{"the address wins", "/?lang=en", "zh", "zh", english},
		{"an unknown choice is none", "/?lang=fr", "", "en", english},
	} {
		r := httptest.NewRequest(http.MethodGet, tt.address, nil)
		if tt.cookie != "" {
			r.Header.Set("Cookie", "lang="+tt.cookie)
		}
		r.Header.Set("Accept-Language", tt.accept)
		if got := languageOf(r); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
