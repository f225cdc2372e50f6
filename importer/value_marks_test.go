package importer

import (
	"testing"

	"pgregory.net/rapid"

	"duban/importer/sheet"
)

func anyName() *rapid.Generator[string] {
	some := rapid.SampledFrom([]rune("项目总投资年月A a0９Ａ，（）,()　 \t\n\u00a0\u200b\ufeff￥₩ｱー。★*＊—-/…_\u2028\u1680Ⅻé😀\x7f\ufffd"))
	return rapid.OneOf(rapid.StringOfN(some, 0, 8, -1), rapid.String())
}

func TestMarksAreTakenOffOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyName().Draw(t, "name")
		plain, marks := splitMarks(s)
		if rest, more := splitMarks(plain); rest != plain || more != nil || len(marks) == 0 && plain != sheet.Tidy(s) {
			t.Fatalf("%q: %q %q, then %q %q", s, plain, marks, rest, more)
		}
	})
}
