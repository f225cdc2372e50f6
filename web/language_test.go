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
	said := map[string]bool{}
	inTemplates(t, said)
	inCode(t, said)
	if len(said) < 60 {
		t.Fatalf("found only %d phrases: the walk is broken", len(said))
	}
	verbs := regexp.MustCompile(`%(?:\[\d\])?[a-z]`)
	for _, p := range slices.Sorted(maps.Keys(said)) {
		translated, ok := catalogue.Phrases[p]
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
	for p := range catalogue.Phrases {
		if !said[p] {
			t.Errorf("nobody says %q any more", p)
		}
	}
}

func inTemplates(t *testing.T, said map[string]bool) {
	t.Helper()
	for name, byLang := range parsePages() {
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
					said[arg.Text] = true
				case *parse.FieldNode, *parse.VariableNode: // a word of models
					if text := arg.String(); !strings.HasSuffix(text, ".Chinese") {
						t.Errorf("%s: {{t %s}} cannot be checked", name, text)
					}
				default:
					t.Errorf("%s: {{%s}} cannot be checked", name, c)
				}
			})
		}
	}
	for _, c := range worstFirst {
		said[c.Chinese()] = true
	}
	for _, r := range models.RoleNames {
		said[r.Chinese()] = true
	}
	for _, r := range models.Rungs {
		said[r.Chinese()] = true
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
func inCode(t *testing.T, said map[string]bool) {
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
					text, err := strconv.Unquote(n.Args[2].(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					filled := strings.NewReplacer("%s", "purple").Replace(text)
					if english.sentence(filled) == filled {
						t.Errorf("%s: no English for the sentence %q", source, text)
					}
					return false
				}
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && han.MatchString(text) &&
					!notSaid[text] {
					said[text] = true
				}
			}
			return true
		})
	}
}

// notSaid is Chinese in the code that no page shows, or shows in every language.
var notSaid = map[string]bool{"中文": true, "年": true, "月": true, "—": true, "%d年%d月": true}

func TestSentencesOfOtherRooms(t *testing.T) {
	for _, tt := range []struct{ chinese, english string }{
		{"按序时进度推进", "On schedule"},
		{"尚无审定的投资数据", "No approved investment figures yet"},
		{"6月数据未报或未审定", "June not reported or not approved"},
		{"1-6月完成2848.30万元，为序时进度的72.0%", "2848.30 (10,000 yuan) by the end of June: 72.0% of schedule"},
		{"黄牌：节点「主体封顶」应于2021-06-30完成", "Yellow card: milestone “主体封顶” was due on 2021-06-30"},
		{"催办：6月月报应于2021-07-05前报送", "Urging: report of June was due on 2021-07-05"},
		{"挂牌督办：1-6月投资低于序时进度", "Top-listed: investment to June below schedule"},
		{"没有找到项目「甲」，请核对项目编码", "没有找到项目「甲」，请核对项目编码"}, // not known: as it is
	} {
		if got := english.sentence(tt.chinese); got != tt.english {
			t.Errorf("%s: got %q, want %q", tt.chinese, got, tt.english)
		}
		if got := chinese.sentence(tt.chinese); got != tt.chinese {
			t.Errorf("Chinese changed %q to %q", tt.chinese, got)
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
