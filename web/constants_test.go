package web

import (
	"html/template"
	"io"
	"slices"
	"strings"
	"testing"
	"text/template/parse"
)

// TestConstantsStandWhereTheyAreEscapedAlike has html/template choose the escapers of every {{t "…"}} and {{source}}
// and checks that they are those of text and of attributes, which constants.word uses for all of them.
func TestConstantsStandWhereTheyAreEscapedAlike(t *testing.T) {
	usual := []string{"_html_template_htmlescaper", "_html_template_attrescaper", "_html_template_rcdataescaper",
		"_html_template_htmlnamefilter"}
	checked := 0
	for name, byLang := range parsePages(false) {
		for _, one := range byLang[english].Templates() {
			_ = byLang[english].ExecuteTemplate(io.Discard, one.Name(), nil) // escapes it, and fails without data
		}
		for _, one := range byLang[english].Templates() {
			if one.Tree == nil {
				continue
			}
			for _, n := range actions(one.Tree.Root) {
				call, args := n.Pipe.Cmds[0], n.Pipe.Cmds[0].Args
				id, ok := args[0].(*parse.IdentifierNode)
				if !ok || id.Ident != "source" && (id.Ident != "t" || len(args) != 2 || args[1].Type() != parse.NodeString) {
					continue
				}
				for _, escaper := range n.Pipe.Cmds[1:] {
					if checked++; !slices.Contains(usual, escaper.String()) {
						t.Errorf("%s: {{%s}} is escaped by %s", name, call, escaper)
					}
				}
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d escapers found", checked)
	}
}

func actions(l *parse.ListNode) (all []*parse.ActionNode) {
	if l == nil {
		return nil
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				all = append(all, n)
			}
		case *parse.IfNode:
			all = append(append(all, actions(n.List)...), actions(n.ElseList)...)
		case *parse.WithNode:
			all = append(append(all, actions(n.List)...), actions(n.ElseList)...)
		case *parse.RangeNode:
			all = append(append(all, actions(n.List)...), actions(n.ElseList)...)
		}
	}
	return all
}

// TestSettledTemplatesSayTheSame renders a template with and without its constants replaced.
func TestSettledTemplatesSayTheSame(t *testing.T) {
	const source = `<p title="{{t "a<b"}}" {{source}}>{{if .}}{{t "a<b"}} + {{t "c&'\"+d"}}{{else}}{{t "no"}}{{end}}` +
		`{{range .}}` +
		`<i {{source}}>{{.}}</i>{{t "each"}}{{end}}{{with .}}{{t "%d of" 3}}{{t "with"}}{{end}}</p>`
	say := func(p string, args ...any) string { return strings.ToUpper(english.text(phrase(p), args...)) }
	for _, here := range []template.HTMLAttr{"", sourceAttribute} {
		parsed := template.Must(template.New("").Funcs(template.FuncMap{"t": say,
			"source": func() template.HTMLAttr { return here }}).Parse(source))
		settled := template.Must(parsed.Clone())
		constants{words: map[string][]byte{}, say: func(p string) string { return say(p) },
			here: []byte(here)}.settle(settled)
		for _, data := range [][]string{nil, {"x", "<y>"}} {
			var want, got strings.Builder
			if err := parsed.Execute(&want, data); err != nil {
				t.Fatal(err)
			}
			if err := settled.Execute(&got, data); err != nil {
				t.Fatal(err)
			}
			if got.String() != want.String() {
				t.Errorf("got  %s\nwant %s", got.String(), want.String())
			}
		}
	}
}
