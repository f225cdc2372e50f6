package web_test

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	cmpdiff "github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store/storetest"
	"duban/tracking"
	"duban/web"
)

// scopesOf are the scopes a token needs for each operation of the API; "-": no token may, "": any token may.
var scopesOf = map[string]string{
	"GET /api/v1/me":                                                       "",
	"GET /api/v1/programmes":                                               "read",
	"GET /api/v1/organisations":                                            "read",
	"GET /api/v1/people-imports":                                           "plan",
	"POST /api/v1/people-imports":                                          "plan",
	"GET /api/v1/people-imports/{id}":                                      "plan",
	"POST /api/v1/people-imports/{id}/answers":                             "plan",
	"POST /api/v1/people-imports/{id}/commit":                              "plan",
	"POST /api/v1/people-imports/{id}/undo":                                "plan",
	"GET /api/v1/posts":                                                    "read",
	"GET /api/v1/posts/{post}":                                             "read",
	"POST /api/v1/successions":                                             "admin",
	"GET /api/v1/successions/{id}":                                         "read",
	"GET /api/v1/phone-book":                                               "plan",
	"POST /api/v1/phone-book/named":                                        "plan",
	"POST /api/v1/phone-book/named/end":                                    "plan",
	"POST /api/v1/phone-book/{person}/contact":                             "plan",
	"GET /api/v1/status":                                                   "read",
	"GET /api/v1/board":                                                    "read",
	"GET /api/v1/rankings":                                                 "read",
	"GET /api/v1/round":                                                    "read",
	"GET /api/v1/unit":                                                     "read",
	"GET /api/v1/leader":                                                   "read",
	"GET /api/v1/trial":                                                    "read",
	"GET /api/v1/calendar":                                                 "read",
	"POST /api/v1/calendar":                                                "plan",
	"GET /api/v1/closings":                                                 "read",
	"GET /api/v1/closings/{month}":                                         "read",
	"GET /api/v1/closings/{month}/preview":                                 "read",
	"POST /api/v1/programmes/{programme}/closings":                         "review",
	"POST /api/v1/programmes/{programme}/closings/reopen":                  "review",
	"POST /api/v1/programmes/{programme}/ladder":                           "plan read",
	"POST /api/v1/programmes/{programme}/curve":                            "plan read",
	"GET /api/v1/programmes/{programme}/curve":                             "read",
	"GET /api/v1/year-end":                                                 "read",
	"GET /api/v1/exports/year":                                             "read",
	"GET /api/v1/findings":                                                 "review",
	"GET /api/v1/findings/{finding}":                                       "read",
	"POST /api/v1/findings/{finding}/ask":                                  "review read",
	"POST /api/v1/findings/{finding}/explain":                              "submit read",
	"POST /api/v1/findings/{finding}/settle":                               "review read",
	"GET /api/v1/forecast":                                                 "read",
	"GET /api/v1/exports/forecast":                                         "read",
	"POST /api/v1/programmes/{programme}/year-end":                         "plan read",
	"GET /api/v1/problems":                                                 "read",
	"GET /api/v1/problems/{problem}":                                       "read",
	"POST /api/v1/problems/{problem}/assign":                               "submit read",
	"POST /api/v1/problems/{problem}/feedback":                             "submit read",
	"POST /api/v1/problems/{problem}/solve":                                "submit read",
	"POST /api/v1/problems/{problem}/close":                                "submit read",
	"POST /api/v1/problems/{problem}/reopen":                               "submit read",
	"POST /api/v1/problems/{problem}/withdraw":                             "submit read",
	"POST /api/v1/projects/{year}/{code}/problems":                         "submit read",
	"POST /api/v1/projects/{year}/{code}/problems/dismiss":                 "submit read",
	"GET /api/v1/exports/problems":                                         "read",
	"GET /api/v1/platform-comparisons":                                     "read",
	"POST /api/v1/platform-comparisons":                                    "plan read",
	"GET /api/v1/platform-comparisons/{comparison}":                        "read",
	"GET /api/v1/meetings":                                                 "read",
	"POST /api/v1/meetings":                                                "plan read",
	"GET /api/v1/meetings/{meeting}":                                       "read",
	"POST /api/v1/meetings/{meeting}/change":                               "plan read",
	"POST /api/v1/meetings/{meeting}/decide":                               "plan read",
	"GET /api/v1/urgent-tables":                                            "read",
	"POST /api/v1/urgent-tables":                                           "plan read",
	"GET /api/v1/urgent-tables/{table}":                                    "read",
	"POST /api/v1/urgent-tables/{table}/columns":                           "plan read",
	"POST /api/v1/urgent-tables/{table}/answers":                           "submit read",
	"GET /api/v1/urgent-tables/{table}/form":                               "read",
	"POST /api/v1/urgent-tables/{table}/returns":                           "submit read",
	"GET /api/v1/urgent-tables/{table}/filled":                             "read",
	"POST /api/v1/urgent-tables/{table}/close":                             "plan read",
	"GET /api/v1/target":                                                   "read",
	"GET /api/v1/plans":                                                    "read",
	"GET /api/v1/tasks":                                                    "read",
	"GET /api/v1/inbox":                                                    "read",
	"POST /api/v1/inbox/read":                                              "read",
	"GET /api/v1/release":                                                  "review",
	"POST /api/v1/release":                                                 "review",
	"GET /api/v1/receipts/{key}":                                           "read",
	"GET /api/v1/templates/{kind}":                                         "read",
	"GET /api/v1/exports/meeting":                                          "read",
	"GET /api/v1/exports/orders":                                           "read",
	"GET /api/v1/orders/{order}/document":                                  "read",
	"GET /api/v1/exports/escalations":                                      "read",
	"GET /api/v1/exports/ledger":                                           "read",
	"GET /api/v1/exports/milestones":                                       "read",
	"GET /api/v1/exports/monthly":                                          "read",
	"GET /api/v1/exports/plan":                                             "read",
	"POST /api/v1/exports/fill":                                            "read",
	"GET /api/v1/projects":                                                 "read",
	"GET /api/v1/projects/{year}/{code}":                                   "read",
	"GET /api/v1/projects/{year}/{code}/history":                           "read",
	"GET /api/v1/projects/{year}/{code}/plan":                              "read",
	"GET /api/v1/submissions":                                              "read",
	"GET /api/v1/submissions/{submission}":                                 "read",
	"GET /api/v1/submissions/{submission}/evidence/{position}":             "read",
	"GET /api/v1/escalations":                                              "read",
	"GET /api/v1/escalations/{escalation}":                                 "read",
	"GET /api/v1/projects/{year}/{code}/milestones/{milestone}/form":       "submit read",
	"GET /api/v1/projects/{year}/{code}/reports/{month}/form":              "submit read",
	"GET /api/v1/projects/{year}/{code}/reports/{month}/check":             "submit read",
	"POST /api/v1/projects/{year}/{code}/milestones":                       "submit read",
	"POST /api/v1/projects/{year}/{code}/reports":                          "submit read",
	"POST /api/v1/evidence":                                                "submit",
	"POST /api/v1/escalations/{escalation}/sign":                           "submit read",
	"POST /api/v1/escalations/{escalation}/instruct":                       "submit read",
	"POST /api/v1/escalations/{escalation}/reply":                          "submit read",
	"GET /api/v1/reviews":                                                  "review",
	"POST /api/v1/submissions/{submission}/review":                         "review",
	"POST /api/v1/submissions/{submission}/pre-review":                     "review",
	"GET /api/v1/orders":                                                   "read",
	"GET /api/v1/orders/{order}":                                           "read",
	"POST /api/v1/instructions":                                            "submit read",
	"GET /api/v1/interim-rounds":                                           "read",
	"POST /api/v1/interim-rounds":                                          "plan read",
	"POST /api/v1/interim-rounds/{id}/end":                                 "plan read",
	"GET /api/v1/round-settings":                                           "read",
	"POST /api/v1/round-settings":                                          "plan read",
	"GET /api/v1/order-rules":                                              "read",
	"GET /api/v1/letters":                                                  "plan read",
	"POST /api/v1/letters":                                                 "plan read",
	"GET /api/v1/programmes/{programme}/publishing":                        "read",
	"POST /api/v1/programmes/{programme}/publishing":                       "plan read",
	"POST /api/v1/order-rules":                                             "plan read",
	"POST /api/v1/orders/{order}/edit":                                     "submit read",
	"POST /api/v1/orders/{order}/send":                                     "submit read",
	"POST /api/v1/orders/{order}/return":                                   "submit read",
	"POST /api/v1/orders/{order}/sign":                                     "submit read",
	"POST /api/v1/orders/{order}/issue":                                    "submit read",
	"POST /api/v1/orders/{order}/acknowledge":                              "submit read",
	"POST /api/v1/orders/{order}/explain":                                  "submit read",
	"POST /api/v1/orders/{order}/judge":                                    "submit read",
	"POST /api/v1/orders/{order}/reply":                                    "submit read",
	"POST /api/v1/orders/{order}/verify":                                   "submit read",
	"POST /api/v1/orders/{order}/reject":                                   "submit read",
	"POST /api/v1/orders/{order}/apply":                                    "submit read",
	"POST /api/v1/orders/{order}/close":                                    "submit read",
	"POST /api/v1/orders/{order}/withdraw":                                 "submit read",
	"GET /api/v1/corrections":                                              "read",
	"GET /api/v1/projects/{year}/{code}/corrections":                       "read",
	"POST /api/v1/projects/{year}/{code}/corrections":                      "submit read",
	"POST /api/v1/corrections/{id}/confirm":                                "review",
	"POST /api/v1/corrections/{id}/refuse":                                 "review read",
	"POST /api/v1/corrections/{id}/withdraw":                               "submit read",
	"GET /api/v1/requests":                                                 "read",
	"GET /api/v1/requests/{id}":                                            "read",
	"GET /api/v1/projects/{year}/{code}/requests":                          "read",
	"POST /api/v1/projects/{year}/{code}/requests":                         "submit read",
	"GET /api/v1/restructures":                                             "read",
	"GET /api/v1/restructures/left":                                        "plan read",
	"POST /api/v1/restructures":                                            "plan read",
	"GET /api/v1/reserve":                                                  "read",
	"POST /api/v1/reserve":                                                 "submit",
	"GET /api/v1/reserve/projects/{id}":                                    "read",
	"POST /api/v1/reserve/projects/{id}":                                   "submit read",
	"POST /api/v1/reserve/acts":                                            "submit read",
	"POST /api/v1/reserve/call":                                            "plan read",
	"GET /api/v1/exports/reserve":                                          "read",
	"POST /api/v1/reserve/imports":                                         "submit",
	"GET /api/v1/reserve/imports/{id}":                                     "submit",
	"POST /api/v1/reserve/imports/{id}":                                    "submit",
	"GET /api/v1/reserve/plan":                                             "plan read",
	"POST /api/v1/reserve/plan":                                            "plan read",
	"GET /api/v1/funds":                                                    "read",
	"GET /api/v1/exports/funds":                                            "read",
	"GET /api/v1/projects/{year}/{code}/funds":                             "read",
	"POST /api/v1/projects/{year}/{code}/funds":                            "submit read",
	"GET /api/v1/fund-sources":                                             "read",
	"POST /api/v1/fund-sources":                                            "plan",
	"GET /api/v1/fund-imports":                                             "plan",
	"POST /api/v1/fund-imports":                                            "plan",
	"GET /api/v1/fund-imports/{id}":                                        "plan",
	"POST /api/v1/fund-imports/{id}/answers":                               "plan",
	"POST /api/v1/fund-imports/{id}/commit":                                "plan",
	"POST /api/v1/fund-imports/{id}/undo":                                  "plan",
	"GET /api/v1/meeting-templates":                                        "plan",
	"POST /api/v1/meeting-templates":                                       "plan",
	"POST /api/v1/meeting-templates/try":                                   "plan",
	"POST /api/v1/meeting-templates/{version}/use":                         "plan",
	"GET /api/v1/meeting-templates/{version}/file":                         "plan",
	"GET /api/v1/outings":                                                  "read",
	"GET /api/v1/outing-form":                                              "plan read",
	"POST /api/v1/outings":                                                 "plan read",
	"GET /api/v1/outings/{outing}":                                         "read",
	"POST /api/v1/outings/{outing}/change":                                 "plan read",
	"GET /api/v1/outings/{outing}/sheet":                                   "read",
	"GET /api/v1/outings/{outing}/workbook":                                "read",
	"GET /api/v1/scores":                                                   "read",
	"POST /api/v1/scores":                                                  "review read",
	"POST /api/v1/score-formulas":                                          "review read",
	"GET /api/v1/scores/{score}":                                           "read",
	"POST /api/v1/scores/{score}/points":                                   "review read",
	"POST /api/v1/scores/{score}/steps":                                    "review read",
	"POST /api/v1/scores/{score}/objections":                               "submit read",
	"POST /api/v1/scores/{score}/objections/{objection}":                   "review read",
	"GET /api/v1/scores/{score}/sheet":                                     "read",
	"GET /api/v1/scores/{score}/workbook":                                  "read",
	"GET /api/v1/projects/{year}/{code}/cells":                             "read",
	"POST /api/v1/projects/{year}/{code}/cells":                            "plan read",
	"POST /api/v1/cells/preview":                                           "plan read",
	"POST /api/v1/cells/paste":                                             "plan read",
	"POST /api/v1/cells/undo":                                              "plan",
	"GET /api/v1/search":                                                   "read",
	"GET /api/v1/views":                                                    "read",
	"POST /api/v1/views":                                                   "read",
	"POST /api/v1/views/{view}/remove":                                     "read",
	"GET /api/v1/confirmations":                                            "plan read",
	"POST /api/v1/confirmations":                                           "plan read",
	"POST /api/v1/confirmation-rule":                                       "plan read",
	"GET /api/v1/confirmations/sheets":                                     "plan read",
	"GET /api/v1/projects/{year}/{code}/confirmations":                     "read",
	"POST /api/v1/projects/{year}/{code}/confirmations":                    "submit read",
	"GET /api/v1/projects/{year}/{code}/confirmations/sheet":               "read",
	"GET /api/v1/projects/{year}/{code}/confirmations/{confirmation}/file": "read",
	"GET /api/v1/permits":                                                  "read",
	"GET /api/v1/projects/{year}/{code}/permits":                           "read",
	"POST /api/v1/projects/{year}/{code}/permits":                          "submit read",
	"POST /api/v1/projects/{year}/{code}/formalities":                      "submit read",
	"GET /api/v1/milestone-templates":                                      "read",
	"POST /api/v1/milestone-templates":                                     "plan",
	"POST /api/v1/milestone-templates/{name}/reset":                        "plan",
	"GET /api/v1/projects/{year}/{code}/schedule":                          "read",
	"POST /api/v1/requests/{id}/decide":                                    "review read",
	"POST /api/v1/requests/{id}/withdraw":                                  "submit read",
	"POST /api/v1/submissions/{submission}/take-back":                      "review",
	"GET /api/v1/imports":                                                  "plan",
	"GET /api/v1/imports/{batch}":                                          "plan",
	"GET /api/v1/imports/{batch}/progress":                                 "plan",
	"POST /api/v1/imports":                                                 "plan",
	"POST /api/v1/imports/errors":                                          "plan",
	"POST /api/v1/imports/{batch}/cancel":                                  "plan",
	"POST /api/v1/imports/{batch}/commit":                                  "plan",
	"POST /api/v1/imports/{batch}/undo":                                    "plan",
	"GET /api/v1/outgoing":                                                 "plan",
	"POST /api/v1/programmes/{programme}/target":                           "plan read",
	"POST /api/v1/programmes/{programme}/colours":                          "plan",
	"POST /api/v1/programmes/{programme}/list":                             "plan",
	"GET /api/v1/programmes/{programme}/old-late":                          "plan read",
	"POST /api/v1/programmes/{programme}/old-late/settle":                  "plan read",
	"GET /api/v1/units":                                                    "read",
	"POST /api/v1/units":                                                   "plan read",
	"GET /api/v1/rules":                                                    "read",
	"GET /api/v1/rules/{rules}":                                            "read",
	"GET /api/v1/rules/{rules}/try":                                        "read",
	"POST /api/v1/rules":                                                   "plan read",
	"POST /api/v1/rules/{rules}":                                           "plan read",
	"POST /api/v1/rules/{rules}/adopt":                                     "plan read",
	"POST /api/v1/rules/{rules}/drop":                                      "plan read",
	"GET /api/v1/due":                                                      "read",
	"GET /api/v1/timeline":                                                 "read",
	"GET /api/v1/projects/{year}/{code}/comments":                          "read",
	"POST /api/v1/projects/{year}/{code}/comments":                         "submit read",
	"POST /api/v1/projects/{year}/{code}/comments/{comment}/withdraw":      "submit read",
	"GET /api/v1/suggestions":                                              "read",
	"POST /api/v1/suggestions":                                             "submit",
	"POST /api/v1/suggestions/{suggestion}/answer":                         "plan",
	"GET /api/v1/burden":                                                   "plan read",
	"POST /api/v1/burden/cap":                                              "plan",
	"GET /api/v1/evidence-rules":                                           "plan",
	"POST /api/v1/evidence-rules":                                          "plan",
	"GET /api/v1/live":                                                     "plan read",
	"GET /api/v1/programmes/{programme}/live":                              "plan read",
	"POST /api/v1/programmes/{programme}/live":                             "plan read",
	"POST /api/v1/programmes/{programme}/rank":                             "plan read",
	"POST /api/v1/projects/{year}/{code}/plan-changes":                     "plan read",
	"GET /api/v1/audit":                                                    "read",
	"GET /api/v1/audit/verify":                                             "read",
	"GET /api/v1/audit/head":                                               "read",
	"POST /api/v1/audit/head/accept":                                       "-",
	"GET /api/v1/doctor":                                                   "admin",
	"GET /api/v1/instances":                                                "admin",
	"POST /api/v1/reconcile":                                               "-",
	"GET /api/v1/channels":                                                 "read",
	"POST /api/v1/channels":                                                "plan",
	"POST /api/v1/channels/{channel}/test":                                 "plan",
	"POST /api/v1/channels/{channel}/remove":                               "plan",
	"GET /api/v1/sent":                                                     "read",
	"GET /api/v1/clock":                                                    "-",
	"POST /api/v1/clock/confirm":                                           "-",
	"GET /api/v1/accounts":                                                 "admin",
	"POST /api/v1/accounts":                                                "admin",
	"GET /api/v1/accounts/{login}":                                         "admin",
	"POST /api/v1/accounts/{login}/disable":                                "admin",
	"POST /api/v1/accounts/{login}/enable":                                 "admin",
	"POST /api/v1/accounts/{login}/password":                               "admin",
	"POST /api/v1/accounts/{login}/roles":                                  "admin",
	"POST /api/v1/accounts/{login}/roles/revoke":                           "admin",
	"GET /api/v1/accounts/{login}/sessions":                                "admin",
	"POST /api/v1/accounts/{login}/sessions/{id}/end":                      "admin",
	"POST /api/v1/accounts/{login}/subjects":                               "admin",
	"POST /api/v1/accounts/{login}/subjects/unlink":                        "admin",
	"GET /api/v1/accounts/{login}/tokens":                                  "admin",
	"POST /api/v1/accounts/{login}/tokens":                                 "-",
	"POST /api/v1/accounts/{login}/tokens/{id}/revoke":                     "admin",
	"POST /api/v1/people":                                                  "admin",
	"GET /api/v1/account-requests":                                         "admin",
	"POST /api/v1/account-requests/{id}/confirm":                           "admin",
	"POST /api/v1/account-requests/{id}/refuse":                            "admin",
	"POST /api/v1/account-requests/{id}/withdraw":                          "admin",
}

// TestTokenScopes requests every operation of the API as every role by tokens with one scope each. Refused requests
// must not change the database.
func TestTokenScopes(t *testing.T) {
	h := newAccessFixture(t)
	tokens := map[string]string{}
	for _, role := range models.RoleNames {
		for _, scope := range models.AllScopes {
			tokens[string(role)+" "+string(scope)] = h.token(t, role, scope)
		}
	}
	operations := h.operations(t)
	for operation := range scopesOf {
		if !slices.Contains(operations, operation) {
			t.Errorf("%s is not an operation", operation)
		}
	}
	before := storetest.Dump(t, h.store)
	asked := 0
	for _, operation := range operations {
		needed, listed := scopesOf[operation]
		if !listed {
			t.Errorf("%s: say which scopes a token needs", operation)
			continue
		}
		method, _, _ := strings.Cut(operation, " ")
		g := accessByRoute[operation]
		for _, role := range models.RoleNames {
			for _, scope := range models.AllScopes {
				enough := needed == "" || needed == string(scope)
				passes := enough && strings.Contains(" "+rolesByAccess[g.who]+" ", " "+string(role)+" ")
				if passes && method == http.MethodPost {
					continue // would change data
				}
				if strings.Contains(operation, "{login}") && method == http.MethodGet && scope == models.ScopeAdmin && !passes {
					continue // the role's own account: TestTokenCannotManageItsOwnAccount
				}
				asked++
				got := h.askWithToken(tokens[string(role)+" "+string(scope)], method, h.address(operation, g, own), g.body)
				if why := wrongAccess(got, role, passes, true, g.gone); why != "" {
					t.Errorf("%s as %s by a token for %s: %s", operation, role, scope, why)
				}
			}
		}
	}
	for table, rows := range storetest.Dump(t, h.store) {
		if rows != before[table] && !isRecordTable(table) {
			t.Errorf("%s changed:\n%.700s", table, cmpdiff.Diff(before[table], rows))
		}
	}
	if asked < 2000 {
		t.Errorf("only %d cells", asked)
	}
}

// TestTokenCannotManageItsOwnAccount checks that only a token for administration can see and end sessions and tokens of
// its person, and that no token can issue a token.
func TestTokenCannotManageItsOwnAccount(t *testing.T) {
	h := newAccessFixture(t)
	before := storetest.Dump(t, h.store)
	issued := map[models.Scope]string{}
	for _, scope := range models.AllScopes {
		issued[scope] = h.token(t, models.RoleOffice, scope)
	}
	made := storetest.Dump(t, h.store)["tokens"]
	for scope, token := range issued {
		for operation, body := range map[string]string{
			"GET /api/v1/accounts/me/sessions": "", "GET /api/v1/accounts/me/tokens": "",
			"POST /api/v1/accounts/me/sessions/0123456789abcdef/end":  "{}",
			"POST /api/v1/accounts/me/tokens/0123456789abcdef/revoke": "{}",
			"POST /api/v1/accounts/me/tokens":                         `{"label":"x","scopes":["read"]}`,
		} {
			method, path, _ := strings.Cut(operation, " ")
			got := h.askWithToken(token, method, path, body)
			refused := got.Code == http.StatusForbidden
			if want := scope != models.ScopeAdmin || strings.HasSuffix(path, "/me/tokens") &&
				method == http.MethodPost; refused != want {
				t.Errorf("%s by a token for %s: %d, refused %t", operation, scope, got.Code, want)
			}
		}
	}
	after := storetest.Dump(t, h.store)
	if after["tokens"] != made || after["sessions"] != before["sessions"] {
		t.Error("a token changed sessions or tokens")
	}
}

// TestBoardLinkOpensOnlyTheBoard uses a board link's secret as a token and as a session on every route.
func TestBoardLinkOpensOnlyTheBoard(t *testing.T) {
	h := newAccessFixture(t)
	wall, err := h.service.HangBoard(t.Context(), models.Actor{ID: "person-of-office", Name: "办事员",
		Roles: []models.Role{{Role: models.RoleOffice}}}, "wall",
		tracking.NewBoardLink{Label: "三楼", ExpiresOn: h.now.Date()})
	h.must(t, err)
	if got := h.askWithToken("", http.MethodGet, "/board/"+wall.Token, ""); got.Code != http.StatusOK {
		t.Fatalf("the board by its link: %d", got.Code)
	}
	all := h.tokens[models.RoleOffice]
	if got := h.askWithToken("", http.MethodGet, "/board/"+all, ""); got.Code != http.StatusNotFound {
		t.Errorf("the board by a token that is no link: %d", got.Code)
	}
	before := storetest.Dump(t, h.store)
	for _, operation := range h.operations(t) {
		method, _, _ := strings.Cut(operation, " ")
		if got := h.askWithToken(wall.Token, method, h.address(operation, accessByRoute[operation], own),
			accessByRoute[operation].body); got.Code != http.StatusUnauthorized {
			t.Errorf("%s by the link of a wall: %d", operation, got.Code)
		}
	}
	for _, pattern := range web.Patterns() {
		method, _, ok := strings.Cut(pattern, " ")
		if accessByRoute[pattern].public || !ok {
			continue
		}
		for _, secret := range []string{wall.Token, all} {
			r := httptest.NewRequest(method, h.address(pattern, accessByRoute[pattern], own), strings.NewReader("key=k"))
			r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Authorization", "Bearer "+secret)
			r.AddCookie(&http.Cookie{Name: "duban", Value: secret})
			w := httptest.NewRecorder()
			h.both.ServeHTTP(w, r)
			if !strings.HasPrefix(w.Header().Get("Location"), "/login") {
				t.Errorf("%s by a secret that is no session: %d", pattern, w.Code)
			}
		}
	}
	for table, rows := range storetest.Dump(t, h.store) {
		if rows != before[table] && !isRecordTable(table) {
			t.Errorf("%s changed:\n%.700s", table, cmpdiff.Diff(before[table], rows))
		}
	}
}

// isRecordTable reports whether refusals are recorded in a table.
func isRecordTable(table string) bool {
	return slices.Contains(storetest.RecordTables, table)
}

// asEmergency returns a context in which the operator's change needs no confirmation.
func asEmergency(t testing.TB) context.Context {
	return tracking.Because(t.Context(), tracking.Why{Emergency: true, Reason: "测试"})
}

// token issues a token of a role for one scope.
func (h *accessFixture) token(t *testing.T, role models.RoleName, scope models.Scope) string {
	t.Helper()
	issued, err := h.service.IssueToken(asEmergency(t), models.Operator, fmt.Sprintf("token-%s-%s", role, scope),
		tracking.NewToken{Login: string(role), Label: "脚本", Scopes: []models.Scope{scope}})
	h.must(t, err)
	return issued.Token
}

// askWithToken sends a request with a token.
func (h *accessFixture) askWithToken(token, method, address, body string) *httptest.ResponseRecorder {
	for { // an account that asks everything at once has to wait: see api/limits.go
		w := h.askOnce(token, method, address, body)
		if w.Code != http.StatusTooManyRequests {
			return w
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (h *accessFixture) askOnce(token, method, address, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, address, strings.NewReader(cmp.Or(body, "{}")))
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Idempotency-Key", "ask")
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	h.both.ServeHTTP(w, r)
	return w
}
