package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/models"
	"duban/web"
)

// pageCase is how the tests open a route.
type pageCase struct {
	role    models.RoleName
	address string
	test    string // test that covers the route instead, when halfYear has no such page
}

// pageCases are the routes with path values or for certain roles. The tests open every other GET route as the office.
var pageCases = map[string]pageCase{
	"GET /{$}":              {role: models.RoleOffice, address: "/"},
	"GET /docs/api/{group}": {role: models.RoleReadOnly, address: "/docs/api/projects"},

	"GET /ics/{link}":   {test: "TestTheCalendarOfDueDaysOpensByItsLink"},
	"GET /board/{link}": {address: "/board/" + boardLinkSecret},

	"GET /accounts":          {role: models.RoleSystemAdmin},
	"GET /accounts/new":      {role: models.RoleSystemAdmin},
	"GET /accounts/{person}": {role: models.RoleSystemAdmin, address: "/accounts/person-of-office"},
	"GET /account-requests":  {role: models.RoleSecurityAdmin},
	"GET /audit":             {role: models.RoleAuditAdmin},
	"GET /audit/export":      {role: models.RoleAuditAdmin},
	"GET /system":            {role: models.RoleSystemAdmin},
	"GET /signon":            {test: "TestSignOn"},
	"GET /signon/return":     {test: "TestSignOn"},
	"GET /sent/{key}":        {test: "TestPendingCommandIsFollowed"},

	"GET /tasks": {role: models.RoleUnit},
	"GET /projects/{year}/{code}/milestones/{milestone}/submit": {role: models.RoleOwner,
		address: "/projects/2021/ZD-2021-001/milestones/" + url.PathEscape("竣工验收") + "/submit"},
	"GET /projects/{year}/{code}/report": {role: models.RoleOwner,
		address: "/projects/2021/ZD-2021-001/report"},
	"GET /projects/{year}/{code}/report/check": {test: "TestReportIsCheckedWhileTyping"},

	"GET /imports/drafts/{draft}":        {test: "TestPlanIsUploadedCommittedAndUndone"},
	"GET /imports/drafts/{draft}/errors": {test: "TestFindingsLinkToTheirCells"},
	"GET /imports/batches/{batch}":       {test: "TestPlanIsUploadedCommittedAndUndone"},
	"GET /exports/{report}":              {address: "/exports/monthly?month=2021-06"},
	"GET /platforms/{comparison}":        {test: "TestAPlatformExportIsCompared"},
	"GET /meetings/{meeting}":            {test: "TestAMeetingIsEnteredAndDecided"},
	"GET /meetings/{meeting}/minutes":    {test: "TestAMeetingIsEnteredAndDecided"},
	"GET /urgent/{table}":                {address: "/urgent/" + urgentTableID},
	"GET /urgent/{table}/form":           {address: "/urgent/" + urgentTableID + "/form"},
	"GET /forms/{kind}":                  {address: "/forms/project?month=2021-06"},

	"GET /projects/{code}":        {test: "TestAMessageLeadsToItsProject"},
	"GET /projects/{year}/{code}": {address: "/projects/2021/ZD-2021-001"},
	"GET /projects/{year}/{code}/history": {role: models.RoleReadOnly,
		address: "/projects/2021/ZD-2021-001/history"},
	"GET /problems/{problem}":             {address: "/problems/" + landProblemID},
	"GET /settings/rules/{rules}":         {address: "/settings/rules/ratio"},
	"GET /settings/rules/{rules}/try":     {address: "/settings/rules/haikou/try"},
	"GET /projects/{year}/{code}/problem": {address: "/projects/2021/ZD-2021-001/problem"},
	"GET /plans/{year}/{code}":            {address: "/plans/2021/ZD-2021-001?do=move"},
	"GET /projects/{year}/{code}/corrections": {
		address: "/projects/2021/ZD-2021-001/corrections?kind=month"},
	"GET /projects/{year}/{code}/requests": {role: models.RoleOwner,
		address: "/projects/2021/ZD-2021-001/requests?kind=extension"},
	"GET /projects/{year}/{code}/funds":           {role: models.RoleOwner, address: "/projects/2021/ZD-2021-001/funds"},
	"GET /funds/imports/{import}":                 {test: "TestAFundLedgerIsImportedOnThePage"},
	"GET /reserve/projects/{reserve}":             {test: "TestBrowserTakesAProjectFromReserveToPlan"},
	"GET /reserve/projects/{reserve}/change":      {test: "TestAnApplicationIsEnteredAndDecided"},
	"GET /reserve/projects/{reserve}/scan/{step}": {test: "TestAnApplicationIsEnteredAndDecided"},
	"GET /reserve/imports/{import}":               {test: "TestAnApplicationIsEnteredAndDecided"},
	"GET /projects/{year}/{code}/permits": {role: models.RoleOwner,
		address: "/projects/2021/ZD-2021-001/permits?kind=land"},
	"GET /projects/{year}/{code}/permits/{kind}/file": {test: "TestPermitsAreEntered"},
	"GET /meeting-templates/{version}/file":           {address: "/meeting-templates/0/file"},
	"GET /outings/{outing}":                           {test: "TestAnOutingIsEntered"},
	"GET /outings/{outing}/sheet":                     {test: "TestAnOutingIsEntered"},
	"GET /outings/{outing}/workbook":                  {test: "TestAnOutingIsEntered"},
	"GET /scores/{score}":                             {test: "TestAScoreIsContestedOnItsPage"},
	"GET /scores/{score}/sheet":                       {test: "TestAScoreIsContestedOnItsPage"},
	"GET /scores/{score}/workbook":                    {test: "TestAScoreIsContestedOnItsPage"},
	"GET /projects/{year}/{code}/cells":               {address: "/projects/2021/ZD-2021-001/cells"},
	"GET /confirmations":                              {address: "/confirmations?month=2021-06"},
	"GET /confirmations/sheets":                       {address: "/confirmations/sheets?month=2021-06"},
	"GET /projects/{year}/{code}/confirmations": {role: models.RoleOwner,
		address: "/projects/2021/ZD-2021-001/confirmations?month=2021-06"},
	"GET /projects/{year}/{code}/confirmations/sheet": {role: models.RoleOwner,
		address: "/projects/2021/ZD-2021-001/confirmations/sheet?month=2021-06"},
	"GET /projects/{year}/{code}/confirmations/print": {role: models.RoleOwner,
		address: "/projects/2021/ZD-2021-001/confirmations/print?month=2021-06"},
	"GET /projects/{year}/{code}/confirmations/{confirmation}/file": {test: "TestConfirmationsAreAttached"},
	"GET /projects/{year}/{code}/gantt": {
		address: "/projects/2021/ZD-2021-001/gantt?paper=a3"},
	"GET /projects/{year}/{code}/schedule": {role: models.RoleOwner,
		address: "/projects/2021/ZD-2021-001/schedule?template=" + url.QueryEscape("产业") + "&way=by&date=2022-12-31"},
	"GET /requests/{request}":                                 {test: "TestARequestIsAskedAndDecided"},
	"GET /orders/{order}":                                     {test: "TestADraftIsOnItsPage"},
	"GET /orders/{order}/paper/{step}":                        {test: "TestADraftIsOnItsPage"},
	"GET /findings/{finding}":                                 {test: "TestAFindingIsExplainedOnItsPage"},
	"GET /findings/{finding}/paper":                           {test: "TestAFindingIsExplainedOnItsPage"},
	"GET /requests/{request}/paper":                           {test: "TestARequestIsAskedAndDecided"},
	"GET /account-policy":                                     {role: models.RoleSecurityAdmin},
	"GET /login/code":                                         {test: "TestBrowserSecondFactor"},
	"GET /posts/{post}":                                       {address: "/posts/" + url.PathEscape("分管工业副区长")},
	"GET /people/imports/{import}":                            {test: "TestPeopleAreImportedOnThePage"},
	"GET /successions/{succession}":                           {test: "TestAChangeOfThePersonIsConfirmedAndPrinted"},
	"GET /closings/{month}":                                   {test: "TestAMonthIsClosedAndReopened"},
	"GET /rounds/{month}/close":                               {address: "/rounds/2021-06/close"},
	"GET /orders/{order}/document":                            {test: "TestOrderIsPrintedWithItsReader"},
	"GET /orders/{order}/print":                               {test: "TestOrderIsPrintedWithItsReader"},
	"GET /reviews/{submission}":                               {test: "TestSubmissionWithoutReviewPermissionHasNoForm"},
	"GET /submissions/{submission}/evidence/{position}":       {test: "TestEvidenceIsServedSafely"},
	"GET /submissions/{submission}/evidence/{position}/small": {test: "TestEvidenceIsServedSafely"},
}

// TestEveryPageInBothLanguages opens every page in Chinese and English on halfYear.
func TestEveryPageInBothLanguages(t *testing.T) {
	d := halfYear(t)
	d.addBoardLink()
	d.addUrgentTable(t)
	d.addProblems(t)
	for _, pattern := range web.Patterns() {
		method, path, ok := strings.Cut(pattern, " ")
		if !ok || method != http.MethodGet || strings.HasPrefix(path, "/static/") {
			continue
		}
		look := pageCases[pattern]
		if look.test != "" {
			continue
		}
		if look.address == "" {
			look.address = path
		}
		if strings.Contains(look.address, "{") {
			t.Errorf("%s has places: give it a row in rendered", pattern)
			continue
		}
		if look.role == "" {
			look.role = models.RoleOffice
		}
		h := d.as(look.role)
		if path == "/login" {
			h = d.pages(t.Output())
		}
		for _, language := range []string{"zh", "en"} {
			address := look.address + "?lang=" + language
			if strings.Contains(look.address, "?") {
				address = look.address + "&lang=" + language
			}
			got := get(h, address)
			page := got.Body.String()
			if got.Code != http.StatusOK {
				t.Errorf("%s as %s: status %d", address, look.role, got.Code)
				continue
			}
			if kind := got.Header().Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
				continue // a download
			}
			check(t, h, page)
			if len(page) > 100_000 {
				t.Errorf("%s has %d bytes", address, len(page))
			}
			if language == "en" && !strings.Contains(page, `<html lang="en">`) {
				t.Errorf("%s is not in English", address)
			}
		}
	}
}
