package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/models"
)

// An export is uploaded, compared and shown in both languages; one without a unit is asked about on the form.
func TestAPlatformExportIsCompared(t *testing.T) {
	d := halfYear(t)
	h := with(d.pages(t.Output()), d.session(models.RoleOffice))
	const file = "项目代码,项目名称,本年累计（万元）\n2.02137E+19,别处的项目,5\n" + "ZD-2021-001,齐创石化,1\n"
	got := sendFiles(t, h, "/platforms", url.Values{"key": {"k1"}, "month": {"2021-06"}, "platform": {"省平台"}},
		map[string]string{"省平台.csv": file})
	address := got.Header().Get("Location")
	if got.Code != http.StatusSeeOther || !strings.HasPrefix(address, "/platforms/platform-") {
		t.Fatalf("%d %q %s", got.Code, address, shorten(got.Body.String()))
	}
	for language, want := range map[string][]string{"zh": {"不一致", "代码位数不全，未比对", "仅本系统有", "A2", "代码一致，平台名称为"},
		"en": {"Different", "Digits of the code lost", "Here only", "same code"}} {
		page := get(h, address+"?lang="+language)
		for _, word := range want {
			if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), word) {
				t.Errorf("%s: %d, without %q", language, page.Code, word)
			}
		}
		check(t, h, page.Body.String())
	}
	if list := get(h, "/platforms?lang=zh").Body.String(); !strings.Contains(list, address) ||
		!strings.Contains(list, "省平台") {
		t.Error("the comparison is not listed")
	}
	if book := get(h, address+"?as=xlsx&state=differs"); book.Code != http.StatusOK {
		t.Errorf("as a workbook: %d", book.Code)
	}
	got = sendFiles(t, h, "/platforms", url.Values{"key": {"k2"}, "month": {"2021-06"}},
		map[string]string{"a.csv": "项目代码,项目名称,本年累计\nZD-2021-001,甲,1\n"})
	if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "没有注明金额单位") {
		t.Errorf("without a unit: %d", got.Code)
	}
}
