package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"duban/models"
	"duban/web"
)

// cardsNamed are the words in which a card may be named where none was issued: the standard that is reached, and what a
// card is.
var cardsNamed = regexp.MustCompile(`达到(催办、)?(黄牌、)?(黄牌|红牌)标准|(黄牌|红牌)是经签批发出的文书|(黄牌|红牌)签发人|不计黄牌、红牌`)

// A red light is no red card, and a rung that is reached is no card either (case 12): no page of a programme in which
// nothing was issued names one, nor heavy-pollution words (预警) for a light.
func TestNoPageNamesACardThatWasNotIssued(t *testing.T) {
	d := halfYear(t)
	d.addProblems(t)
	red := ""
	projects, err := d.service().Status(t.Context(), models.Operator, "")
	if err != nil {
		t.Fatal(err)
	}
	if projects.Colours[models.RedHue] == 0 {
		t.Fatal("the fixture has no red light")
	}
	pages := []string{"/board?mode=all"}
	for _, pattern := range web.Patterns() {
		method, path, ok := strings.Cut(pattern, " ")
		if ok && method == http.MethodGet && !strings.Contains(path, "{") && path != "/" {
			pages = append(pages, path)
		}
	}
	link := regexp.MustCompile(`href="(/projects/[0-9]{4}/[^"/]+|/escalations/[^"/?]+)"`)
	for _, role := range []models.RoleName{models.RoleOffice, models.RoleLeader, models.RoleUnit, models.RoleOwner} {
		h, seen := d.as(role), map[string]bool{}
		for i := 0; i < len(pages); i++ {
			got := get(h, pages[i])
			if got.Code != http.StatusOK {
				continue
			}
			text := got.Body.String()
			rest := cardsNamed.ReplaceAllString(text, "")
			for _, word := range []string{"黄牌", "红牌", "黄色预警", "红色预警"} {
				if at := strings.Index(rest, word); at >= 0 {
					t.Errorf("%s as %s: %s", pages[i], role, rest[max(0, at-60):min(len(rest), at+60)])
				}
			}
			if role != models.RoleOffice || i > 120 {
				continue
			}
			for _, m := range link.FindAllStringSubmatch(text, 6) {
				if !seen[m[1]] {
					seen[m[1]], pages = true, append(pages, m[1])
				}
			}
			if strings.Contains(text, "红灯") && strings.HasPrefix(pages[i], "/projects/2") {
				red = pages[i]
			}
		}
	}
	if red == "" {
		t.Error("no project with a red light was opened")
	}
}
