package web_test

import (
	"net/http"
	"strings"
	"testing"

	"duban/models"
	"duban/web"
)

// mostQueries is the limit of a page's statements when nothing changed since the last page: that of the session, the
// sequence of the audit chain, and three of the page itself. No statement is made once per project.
const mostQueries = 5

// queriesOf are the limits of pages that show what is not kept: accounts with their sessions, tokens and requests, the
// record of a plan, the notes on a rung, the orders about it, what every area asks of a person, and two parts with a
// transaction each. The doctor reads all tables.
var queriesOf = map[string]int64{
	"/account": 7, "/reviews": 6, "/tasks": 15,
	// with the account policy, which says who must prove what, and when an account ends
	"/accounts": 10, "/accounts/{person}": 14,
	"/plans/{year}/{code}":      10, // with the projects that it was split from or merged into
	"/escalations/{escalation}": 7, "/board/{link}": 6, "/system": 1_000,
	"/sent": 6, "/sent-texts": 6, // once anything was sent: who to, by which channel, about what
	"/projects/{year}/{code}/confirmations": 6, // its confirmations, and which figures they state
	// with its money, its comments and whom they can mention, and whether the person marked it
	"/projects/{year}/{code}": 10,
	"/posts/{post}":           17, // its history, and what every area asks of its holder
	// who is asked too much: the tables and messages of the month, and the cap
	"/urgent/{table}": 8,
	// applications: their years, acts, what they are compared with, and the units to choose from
	"/scores": 6, "/reserve": 8, "/reserve/export": 8, "/reserve/new": 8, "/reserve/plan": 8, "/restructure": 8,
}

// TestEveryPageForEveryRole opens every page as every role that may, alternating the language, and checks its markup,
// its size and the number of database queries.
func TestEveryPageForEveryRole(t *testing.T) {
	d := halfYear(t)
	d.addBoardLink()
	d.addUrgentTable(t)
	d.addProblems(t)
	as := map[models.RoleName]http.Handler{}
	for _, role := range models.RoleNames {
		as[role] = d.as(role)
	}
	for pattern, roles := range web.MayOpen() {
		method, path, ok := strings.Cut(pattern, " ")
		look := pageCases[pattern]
		if !ok || method != http.MethodGet || strings.HasPrefix(path, "/static/") || look.test != "" || path == "/login" {
			continue
		}
		if look.address == "" {
			look.address = path
		}
		seen := 0
		for i, role := range roles {
			h := as[role]
			address := look.address + map[bool]string{true: "&", false: "?"}[strings.Contains(look.address, "?")] +
				[]string{"lang=zh", "lang=en"}[i%2]
			get(h, address) // what it is made of is kept
			before := queries.Load()
			got := get(h, address)
			asked := queries.Load() - before
			switch got.Code {
			case http.StatusOK:
				seen++
			case http.StatusNotFound, http.StatusForbidden, http.StatusSeeOther:
			default:
				t.Errorf("%s as %s: %d", address, role, got.Code)
			}
			most := max(mostQueries, queriesOf[path])
			if asked > most {
				t.Errorf("%s as %s asks the database %d times", address, role, asked)
			}
			if page := got.Body.String(); strings.HasPrefix(got.Header().Get("Content-Type"), "text/html") {
				if len(page) > 100_000 {
					t.Errorf("%s as %s has %d bytes", address, role, len(page))
				}
				check(t, h, page)
			}
		}
		if seen == 0 {
			t.Errorf("%s is opened by nobody", pattern)
		}
	}
}
