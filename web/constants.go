package web

import (
	"bytes"
	"html/template"
	"slices"
	"text/template/parse"
)

// constants replaces what a template says without arguments, {{t "…"}} and {{source}}, by its text in the language: a
// page calls these some hundred times. A test checks that they stand only where the text is escaped alike.
type constants struct {
	words map[string][]byte // escaped, by the phrase
	say   func(phrase string) string
	here  []byte // of source
}

func constantsOf(l lang) constants {
	c := constants{words: map[string][]byte{}, say: func(p string) string { return l.text(phrase(p)) }}
	if l != chinese {
		c.here = []byte(sourceAttribute)
	}
	return c
}

// sourceAttribute marks text from the data, which is Chinese in every language of the page.
const sourceAttribute = `lang="zh-CN"`

// settle replaces the constants of every template of a page.
func (c constants) settle(t *template.Template) {
	for _, one := range t.Templates() {
		if one.Tree != nil {
			c.list(one.Tree.Root)
		}
	}
}

func (c constants) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	nodes := l.Nodes[:0:0]
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.IfNode:
			c.list(n.List)
			c.list(n.ElseList)
		case *parse.WithNode:
			c.list(n.List)
			c.list(n.ElseList)
		case *parse.RangeNode:
			c.list(n.List)
			c.list(n.ElseList)
		}
		text, fixed := c.of(n)
		if !fixed {
			nodes = append(nodes, n)
			continue
		}
		if last := len(nodes) - 1; last >= 0 {
			if before, ok := nodes[last].(*parse.TextNode); ok {
				before.Text = append(slices.Clip(before.Text), text...)
				continue
			}
		}
		nodes = append(nodes, &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position(), Text: text})
	}
	l.Nodes = nodes
}

// of returns the text of a node that is always the same.
func (c constants) of(n parse.Node) (text []byte, fixed bool) {
	switch n := n.(type) {
	case *parse.TextNode:
		return n.Text, true
	case *parse.ActionNode:
		name, argument, ok := constantCall(n)
		switch {
		case ok && name == "t" && argument != nil:
			return c.word(argument.Text), true
		case ok && name == "source" && argument == nil:
			return c.here, true
		}
	}
	return nil, false
}

// constantCall returns the function that an action calls, with its one argument if that is a text.
func constantCall(n *parse.ActionNode) (name string, argument *parse.StringNode, ok bool) {
	if n.Pipe == nil || len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 {
		return "", nil, false
	}
	args := n.Pipe.Cmds[0].Args
	called, ok := args[0].(*parse.IdentifierNode)
	if !ok || len(args) > 2 {
		return "", nil, false
	}
	if len(args) == 2 {
		if argument, ok = args[1].(*parse.StringNode); !ok {
			return "", nil, false
		}
	}
	return called.Ident, argument, true
}

var escaped = template.Must(template.New("").Parse("{{.}}"))

func (c constants) word(p string) []byte {
	if text, known := c.words[p]; known {
		return text
	}
	var out bytes.Buffer
	if err := escaped.Execute(&out, c.say(p)); err != nil {
		panic("web: " + err.Error())
	}
	c.words[p] = out.Bytes()
	return out.Bytes()
}
